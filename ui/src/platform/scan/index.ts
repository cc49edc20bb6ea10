/** Barcodes from scanners that type, from the camera and from pasted text; sound and vibration. */
export { PACE, type Pace } from "./burst";
export {
  type Camera,
  type CameraChoice,
  type CameraOptions,
  CameraProblem,
  type CameraTrouble,
  startCamera,
} from "./camera";
export { type Cleaning, GS, readPaste, type Scanned } from "./scanned";
export { type Signal, type SignalOptions, signalsOf } from "./signals";
export { listenToWedge, type WedgeListener, type WedgeOptions, type WedgeScan } from "./wedge";
