/** The time machine: from a story's entries, everything as it was at any of its moments. */
export { applied, undone } from "./apply";
export { BadStory, type StoryEntry, type Values } from "./entries";
export {
  type Difference,
  differences,
  type FoundRecord,
  positionAt,
  positionOf,
  recordAt,
  recordsAt,
  stateAt,
} from "./moment";
export { type Action, type Player, played, playerOf, SPEEDS, type Speed } from "./player";
export { type Gap, type RecordHistory, type Story, storyOf, type Version } from "./story";
