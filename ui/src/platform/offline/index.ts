/** Facts that are entered while the line is gone: kept on the device, sent once and in order. */
export { openQueue, type QueueOptions } from "./browser";
export type { Entered, Fact, Person, RejectedItem, Rejection } from "./fact";
export { useFacts } from "./facts";
export { FactQueue, IdTaken, type Outcome, type Snapshot, type Surroundings } from "./queue";
export { type FactStore, StoreFailed } from "./store";
