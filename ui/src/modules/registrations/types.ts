import type { Text } from "@platform/i18n/text";

/** The task to renew something in time. */
export interface Renewal {
  id: string;
  due_on: string;
  state: "open" | "applied";
  is_late: boolean;
}

/** A certificate or a process validation that ends soon or has lapsed. */
export interface Ending {
  id: string;
  kind: "registrations.certificate" | "registrations.validation";
  what: Text;
  number: string;
  version: number;
  market?: string | null;
  operation?: string;
  about: string[];
  more: number;
  valid_until: string;
  days_left: number;
  renewal: Renewal | null;
}

export interface ExpiringAnswer {
  today: string;
  until: string;
  rows: Ending[];
}
