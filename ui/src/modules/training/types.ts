import type { Text } from "@platform/i18n/text";

export type AnswerTone = "good" | "info" | "wait" | "warn" | "bad" | "muted";

/** Where somebody stands with a document. */
export type StandingCode =
  | "missing"
  | "planned"
  | "in_training"
  | "overdue"
  | "qualified"
  | "expiring"
  | "expired"
  | "withdrawn"
  | "exception";

export interface Standing {
  value: StandingCode;
  label: Text;
  tone: AnswerTone;
}

export interface MatrixDocument {
  id: string;
  number: string;
  title: string;
  title_zh: string | null;
  revision: string | null;
  revision_id: string | null;
}

export interface Cell {
  standing: StandingCode;
  is_needed: boolean;
  training_id?: string;
  due_on?: string;
  expires_on?: string;
  exception_id?: string;
  until_on?: string;
}

export interface MatrixPerson {
  id: string;
  name: string;
  roles: string[];
  cells: (Cell | null)[];
}

export interface MatrixAnswer {
  today: string;
  documents: MatrixDocument[];
  people: MatrixPerson[];
  roles: { id: string; title: Text }[];
  areas: { id: string; name: string }[];
  standings: Standing[];
  total: number;
  offset: number;
  limit: number;
}

export interface Training {
  id: string;
  user_id: string;
  document_id: string;
  number: string;
  title: string;
  title_zh: string | null;
  revision_id: string;
  revision: string;
  change_summary: string;
  media_type: string;
  file_name: string;
  state: "planned" | "in_training" | "qualified" | "expired" | "withdrawn";
  standing: StandingCode;
  standing_label: Text;
  tone: AnswerTone;
  needs_assessment: boolean;
  needs_observation: boolean;
  attempts: number;
  attempts_max: number | null;
  has_questions: boolean;
  read_at: string | null;
  passed_at: string | null;
  observed_at: string | null;
  qualified_at: string | null;
  due_on?: string;
  expires_on?: string;
}

export interface Policy {
  revision_id: string;
  number: string;
  title: string;
  title_zh: string | null;
  revision: string;
  is_acknowledged: boolean;
}

export interface GuideProgress {
  role: string;
  title: Text;
  steps: number;
  done: number;
}

export interface MineAnswer {
  trainings: Training[];
  to_do: number;
  policy: Policy | null;
  guides: GuideProgress[];
}

export interface PaperAnswer {
  training: Training;
  questions: { position: number; text: string; choices: string[] }[];
  pass_mark: number | null;
  attempts: {
    number: number;
    correct: number;
    total: number;
    is_passed: boolean;
    taken_at: string;
  }[];
}

export interface GuideStep {
  code: string;
  title: Text;
  do: Text;
  evidence: Text;
  screen: Text;
  path: string;
  completed_at: string | null;
}

export interface Guide {
  role: string;
  title: Text;
  is_own: boolean;
  steps: GuideStep[];
}

/** The questions that are asked about a revision now; never which choices are right. */
export interface QuestionsAnswer {
  revision_id: string;
  number: string;
  title: string;
  title_zh: string | null;
  revision: string;
  questions: { position: number; text: string; choices: string[] }[];
  pass_mark: number | null;
  attempts_max: number | null;
}
