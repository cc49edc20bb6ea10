import type { Text } from "@platform/i18n/text";

export interface Step {
  id: string;
  duty: string;
  duty_label: Text;
  state: string;
  state_label: Text;
  round: number;
  name: string;
  decided_at?: string;
}

export interface Revision {
  id: string;
  document_id: string;
  revision: string;
  name: string;
  size_bytes: number;
  state: string;
  state_label: Text;
  is_editorial: boolean;
  is_effective: boolean;
  is_shown_by_page: boolean;
  change_summary: string;
  drafted_by: string;
  drafted_at: string;
  submitted_at?: string;
  effective_on?: string;
  effective_at?: string;
  effective_until?: string;
  steps?: Step[];
}

export interface Doc {
  id: string;
  number: string;
  title: string;
  title_zh?: string;
  kind: string;
  kind_label: Text;
  state: string;
  owner_id: string;
  next_review_on?: string;
  review_months?: number;
}

export interface Copy {
  id: string;
  number: number;
  holder_id: string;
  place?: string;
  printed_at?: string;
  state: string;
  revision: string;
}

export interface Link {
  id: string;
  subject: string;
  operation?: string;
}

export interface DocumentAnswer {
  document: Doc;
  revisions: Revision[];
  links: Link[];
  copies: Copy[];
}

export interface RevisionAnswer {
  document: Doc;
  revision: Revision;
  steps: Step[];
  notice: Text | null;
  effective: Revision | null;
  pages: number | null;
}

export type CopyAnswer = Omit<RevisionAnswer, "pages"> & { copy: Omit<Copy, "revision"> };

export interface Asked {
  step: Omit<Step, "name" | "state_label"> & { asked_at?: string };
  document: Doc;
  revision: Revision;
}

export type Held = Doc & { via: Omit<Link, "id">[]; revision: Revision };

export interface WorkplaceAnswer {
  subject: string;
  documents: Held[];
  missing: (Doc & { via: Omit<Link, "id">[] })[];
}

interface Limits {
  low?: string;
  high?: string;
  target?: string;
  unit: string;
}

export interface DeviceFile {
  item_id: string;
  on: string;
  size: number;
  item: { number: string; name: string; name_zh?: string; state: string } | null;
  hidden: string[];
  documents?: Held[];
  missing?: Doc[];
  bom?: {
    id: string;
    revision: string;
    quantity: string;
    unit: string;
    lines: {
      component_id: string;
      number: string;
      name: string;
      name_zh?: string;
      quantity: string;
      unit: string;
    }[];
  } | null;
  routing?: {
    id: string;
    revision: string;
    operations: {
      position: number;
      code: string;
      name: string;
      kind_label: Text;
      parameters: (Limits & { id: string; name: string })[];
    }[];
  } | null;
  specifications?: {
    id: string;
    revision: string;
    stage_label: Text;
    characteristics: (Partial<Limits> & { id: string; code: string; name: string })[];
  }[];
  labels?: { id: string; target: string; version: number; approved_at: string }[];
}
