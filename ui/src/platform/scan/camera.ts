import { type Text, text } from "../i18n/text";
import { type Decode, loadDecoder } from "./decoder";
import { type Scanned, scannedOf } from "./scanned";

const PROBLEMS = {
  not_secure: text(
    "The camera works only where the page came over TLS. Open it by https, or use a scanner.",
    "只有通过 TLS 打开的页面才能使用摄像头。请用 https 打开，或使用扫码枪。",
  ),
  denied: text(
    "The browser was not allowed to use the camera. Allow it in the browser's settings for this page.",
    "浏览器未获准使用摄像头。请在浏览器的此网站设置中允许。",
  ),
  none: text("No camera was found on this device.", "此设备上没有找到摄像头。"),
  busy: text(
    "Another program uses the camera. Close it and try again.",
    "摄像头正被其他程序占用。请关闭后重试。",
  ),
  failed: text("The camera stopped working. Try again.", "摄像头停止工作。请重试。"),
} as const satisfies Readonly<Record<string, Text>>;

export type CameraTrouble = keyof typeof PROBLEMS;

/** Why the camera cannot be used, in both languages. */
export class CameraProblem extends Error {
  override readonly name = "CameraProblem";
  readonly code: CameraTrouble;
  readonly text: Text;

  constructor(code: CameraTrouble, cause?: unknown) {
    super(PROBLEMS[code].en, { cause });
    this.code = code;
    this.text = PROBLEMS[code];
  }
}

export interface CameraOptions {
  /** Shows what the camera sees; `muted` and `playsInline` are set here. */
  readonly video: HTMLVideoElement;
  readonly onScan: (scan: Scanned) => void;
  /** After the start; the camera has been stopped then. */
  readonly onProblem: (problem: CameraProblem) => void;
  /** One of `choices` of an earlier start; otherwise the one that looks away from the person. */
  readonly deviceId?: string;
}

export interface Camera {
  readonly stop: () => void;
  readonly deviceId: string | null;
  readonly choices: readonly CameraChoice[];
  /** Null where the camera has no lamp. */
  readonly setTorch: ((isOn: boolean) => Promise<void>) | null;
}

export interface CameraChoice {
  readonly deviceId: string;
  readonly name: string;
}

/** What a camera needs of the world, so that a test can do without one. */
export interface CameraWorld {
  readonly media: MediaDevices | undefined;
  readonly load: () => Promise<Decode>;
  readonly grab: (video: HTMLVideoElement) => ImageData | null;
  readonly pause: (ms: number) => Promise<void>;
  readonly now: () => number;
}

const BETWEEN_MS = 100;
/** The same barcode counts again when it was out of sight for this long. */
const AGAIN_MS = 1500;
const TROUBLES: Readonly<Record<string, CameraTrouble>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** Start reading barcodes with the camera; throws CameraProblem. */
export async function startCamera(
  options: CameraOptions,
  world: CameraWorld = browserWorld(),
): Promise<Camera> {
  const { media } = world;
  if (media === undefined) throw new CameraProblem("not_secure");
  const [stream, decode] = await opened(media, world.load, options.deviceId);
  const [track] = stream.getVideoTracks();
  const stop = stopperOf(stream, options.video);
  try {
    await show(stream, options.video);
    const choices = await choicesOf(media);
    track?.addEventListener("ended", () => {
      if (stop.isStopped()) return;
      stop.now();
      options.onProblem(new CameraProblem("failed"));
    });
    void watch(options, world, decode, stop);
    return {
      stop: stop.now,
      deviceId: track?.getSettings().deviceId ?? null,
      choices,
      setTorch: torchOf(track),
    };
  } catch (error) {
    stop.now();
    throw problemOf(error);
  }
}

/** Camera and decoder at once; a camera that was opened in vain is closed again. */
async function opened(
  media: MediaDevices,
  load: CameraWorld["load"],
  deviceId: string | undefined,
): Promise<[MediaStream, Decode]> {
  const which =
    deviceId === undefined ? { facingMode: "environment" } : { deviceId: { exact: deviceId } };
  const size = { width: { ideal: 1920 }, height: { ideal: 1080 } };
  const [stream, decode] = await Promise.allSettled([
    media.getUserMedia({ audio: false, video: { ...which, ...size } }),
    load(),
  ]);
  if (stream.status === "rejected") throw problemOf(stream.reason);
  if (decode.status === "rejected") {
    for (const track of stream.value.getTracks()) track.stop();
    throw decode.reason;
  }
  return [stream.value, decode.value];
}

function problemOf(error: unknown): unknown {
  const trouble = error instanceof DOMException ? TROUBLES[error.name] : undefined;
  return trouble === undefined ? error : new CameraProblem(trouble, error);
}

async function show(stream: MediaStream, video: HTMLVideoElement): Promise<void> {
  video.srcObject = stream;
  video.muted = true;
  video.playsInline = true;
  await video.play();
}

async function choicesOf(media: MediaDevices): Promise<CameraChoice[]> {
  const devices = await media.enumerateDevices();
  return devices
    .filter((device) => device.kind === "videoinput")
    .map(({ deviceId, label }, at) => ({ deviceId, name: label || String(at + 1) }));
}

/** Torch is in the Image Capture specification and not in the DOM's types. */
type WithTorch = MediaTrackCapabilities & { torch?: boolean };

function torchOf(track: MediaStreamTrack | undefined): Camera["setTorch"] {
  const can: WithTorch = track?.getCapabilities?.() ?? {};
  if (track === undefined || !can.torch) return null;
  return (isOn) => {
    const advanced = [{ torch: isOn } as MediaTrackConstraintSet];
    return track.applyConstraints({ advanced });
  };
}

interface Stopper {
  readonly now: () => void;
  readonly isStopped: () => boolean;
}

function stopperOf(stream: MediaStream, video: HTMLVideoElement): Stopper {
  let isStopped = false;
  return {
    now: () => {
      isStopped = true;
      for (const track of stream.getTracks()) track.stop();
      video.srcObject = null;
    },
    isStopped: () => isStopped,
  };
}

/** Look at picture after picture until it is stopped. */
async function watch(
  { video, onScan, onProblem }: CameraOptions,
  world: CameraWorld,
  decode: Decode,
  stop: Stopper,
): Promise<void> {
  const seen = new Map<string, number>();
  while (!stop.isStopped()) {
    try {
      const picture = world.grab(video);
      const texts = picture === null ? [] : await decode(picture);
      if (stop.isStopped()) return;
      for (const each of news(texts, seen, world.now())) onScan(each);
    } catch (error) {
      stop.now();
      return onProblem(new CameraProblem("failed", error));
    }
    await world.pause(BETWEEN_MS);
  }
}

/** Barcodes that were not in sight a moment ago. */
function news(texts: readonly string[], seen: Map<string, number>, now: number): Scanned[] {
  const fresh = texts.filter(
    (each) => now - (seen.get(each) ?? Number.NEGATIVE_INFINITY) > AGAIN_MS,
  );
  for (const each of texts) seen.set(each, now);
  return fresh.flatMap((each) => {
    const scanned = scannedOf(each, "camera");
    return scanned === null ? [] : [scanned];
  });
}

const SIDE_MAX = 1280;

function browserWorld(): CameraWorld {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return {
    // The types say it is always there; where a page came without TLS it is not.
    media: navigator.mediaDevices as MediaDevices | undefined,
    load: loadDecoder,
    now: () => performance.now(),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    grab: (video) => {
      const { videoWidth: width, videoHeight: height } = video;
      if (context === null || width === 0 || video.readyState < video.HAVE_CURRENT_DATA)
        return null;
      const scale = Math.min(1, SIDE_MAX / Math.max(width, height));
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      return context.getImageData(0, 0, canvas.width, canvas.height);
    },
  };
}
