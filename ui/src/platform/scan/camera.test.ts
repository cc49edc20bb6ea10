import { describe, expect, it } from "vitest";
import { type CameraOptions, CameraProblem, type CameraWorld, startCamera } from "./camera";
import type { Scanned } from "./scanned";

/** A camera whose pictures show the barcodes that the test says. */
class FakeCamera {
  readonly asked: MediaStreamConstraints[] = [];
  readonly scans: Scanned[] = [];
  readonly problems: CameraProblem[] = [];
  readonly lamp: boolean[] = [];
  hasLamp = true;
  isOpen = false;
  now = 0;
  refuse: DOMException | null = null;
  /** What is in sight at each picture; when none is left, the camera waits for ever. */
  pictures: (string[] | Error)[] = [];
  idle: () => void = () => undefined;
  readonly #track = new FakeTrack(this);

  readonly media = {
    getUserMedia: async (asked: MediaStreamConstraints) => {
      this.asked.push(asked);
      if (this.refuse !== null) throw this.refuse;
      this.isOpen = true;
      return { getTracks: () => [this.#track], getVideoTracks: () => [this.#track] };
    },
    enumerateDevices: async () => [
      { kind: "audioinput", deviceId: "m", label: "Mic" },
      { kind: "videoinput", deviceId: "front", label: "Front" },
      { kind: "videoinput", deviceId: "back", label: "" },
    ],
  } as unknown as MediaDevices;

  world(more: Partial<CameraWorld> = {}): CameraWorld {
    return {
      media: this.media,
      load: async () => async () => {
        const next = this.pictures.shift() ?? [];
        if (next instanceof Error) throw next;
        return next;
      },
      grab: () => ({}) as ImageData,
      now: () => this.now,
      pause: async (ms) => {
        this.now += ms;
        if (this.pictures.length > 0) return;
        this.idle();
        await new Promise(() => undefined);
      },
      ...more,
    };
  }

  options(more: Partial<CameraOptions> = {}): CameraOptions {
    const video = { play: async () => undefined } as unknown as HTMLVideoElement;
    return {
      video,
      onScan: (scan) => this.scans.push(scan),
      onProblem: (problem) => {
        this.problems.push(problem);
        this.idle();
      },
      ...more,
    };
  }

  /** Start, and let it look at all pictures. */
  async run(more: Partial<CameraOptions> = {}) {
    const seen = new Promise<void>((resolve) => {
      this.idle = resolve;
    });
    const camera = await startCamera(this.options(more), this.world());
    await seen;
    return camera;
  }
}

class FakeTrack extends EventTarget {
  readonly #camera: FakeCamera;

  constructor(camera: FakeCamera) {
    super();
    this.#camera = camera;
  }
  stop(): void {
    this.#camera.isOpen = false;
  }
  getSettings() {
    return { deviceId: "back" };
  }
  getCapabilities() {
    return { torch: this.#camera.hasLamp };
  }
  async applyConstraints({ advanced }: { advanced: { torch: boolean }[] }): Promise<void> {
    this.#camera.lamp.push(...advanced.map((each) => each.torch));
  }
}

describe("the camera", () => {
  it("hands over each barcode once while it is in sight, and again after it was away", async () => {
    const fake = new FakeCamera();
    const away = Array.from({ length: 20 }, (): string[] => []);
    fake.pictures = [["]C0A"], ["]C0A", "]d2010694"], ["]C0A"], [], ["]C0A"], ...away, ["]C0A"]];
    await fake.run();
    expect(fake.scans.map((scan) => scan.text)).toEqual(["A", "]d2010694", "A"]);
    expect(fake.scans[0]?.via).toBe("camera");
  });

  it("looks away from the person unless a camera was chosen", async () => {
    const fake = new FakeCamera();
    await fake.run();
    await fake.run({ deviceId: "front" });
    expect(fake.asked.map((each) => each.video)).toMatchObject([
      { facingMode: "environment" },
      { deviceId: { exact: "front" } },
    ]);
  });

  it("gives the choice of cameras and the lamp", async () => {
    const fake = new FakeCamera();
    const camera = await fake.run();
    expect(camera.deviceId).toBe("back");
    expect(camera.choices).toEqual([
      { deviceId: "front", name: "Front" },
      { deviceId: "back", name: "2" },
    ]);
    await camera.setTorch?.(true);
    await camera.setTorch?.(false);
    expect(fake.lamp).toEqual([true, false]);
    fake.hasLamp = false;
    expect((await fake.run()).setTorch).toBeNull();
  });

  it("stops for good", async () => {
    const fake = new FakeCamera();
    const camera = await fake.run();
    camera.stop();
    expect(fake.isOpen).toBe(false);
  });

  it("stops and says so when reading fails", async () => {
    const fake = new FakeCamera();
    fake.pictures = [new Error("out of memory")];
    await fake.run();
    expect(fake.problems.map((each) => [each.code, String(each.cause)])).toEqual([
      ["failed", "Error: out of memory"],
    ]);
    expect(fake.isOpen).toBe(false);
  });

  it.each([
    ["NotAllowedError", "denied"],
    ["NotFoundError", "none"],
    ["OverconstrainedError", "none"],
    ["NotReadableError", "busy"],
  ])("%s is told as %s", async (name, code) => {
    const fake = new FakeCamera();
    fake.refuse = new DOMException("no", name);
    const start = startCamera(fake.options(), fake.world());
    await expect(start).rejects.toMatchObject({ name: "CameraProblem", code });
  });

  it("needs a page that came over TLS", async () => {
    const fake = new FakeCamera();
    const start = startCamera(fake.options(), fake.world({ media: undefined }));
    await expect(start).rejects.toBeInstanceOf(CameraProblem);
  });

  it("is closed again when the decoder cannot be loaded", async () => {
    const fake = new FakeCamera();
    const load = () => Promise.reject(new TypeError("Failed to fetch"));
    await expect(startCamera(fake.options(), fake.world({ load }))).rejects.toThrow(TypeError);
    expect(fake.isOpen).toBe(false);
  });
});
