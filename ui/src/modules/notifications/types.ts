import type { Text } from "@platform/i18n/text";

export interface Notice {
  id: string;
  topic: Text;
  severity: "info" | "warning" | "serious" | "critical";
  severity_label: Text;
  title: Text;
  detail: Text | null;
  about: string | null;
  told_at: string;
  read_at: string | null;
}

/** Without topic: every topic; without channel: in the application only. */
export interface Subscription {
  id: string;
  topic: Text | null;
  severity_min: Text;
  channel: string | null;
}

export interface Duty extends Subscription {
  role: Text & { id: string };
}

export interface Choice<T extends string = string> {
  value: T;
  label: Text;
}

export interface MineAnswer {
  notices: Notice[];
  mail: string | null;
  choices: Subscription[];
  duties: Duty[];
  channels: { id: string; name: string }[];
  topics: Choice[];
  severities: Choice<Notice["severity"]>[];
}
