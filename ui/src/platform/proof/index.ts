/** Checks a record in the browser, with WebCrypto alone, against a key that is kept here. */
export type { Bytes } from "./bytes";
export { Malformed } from "./bytes";
export {
  checkItem,
  checkLedger,
  checkRecord,
  type ItemQuestion,
  type LedgerCheck,
  type Question,
  type RecordCheck,
  type World,
} from "./check";
export type { Envelope, Outcome } from "./envelope";
export type { LedgerSource } from "./history";
export { BrokenMemory, type Memory, memoryIn, type ProofMemory } from "./memory";
export type { PersonKey } from "./person";
export { pinWitness, replaceKey, unpinWitness } from "./pinning";
export { type Finding, STEPS, type Step, type StepCode, type Verdict } from "./steps";
export { worldOf } from "./world";
