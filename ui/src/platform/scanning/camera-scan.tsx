import { BulbOutlined } from "@ant-design/icons";
import { Alert, Button, Flex, Modal, Select } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useSay } from "../i18n/language";
import type { Text } from "../i18n/text";
import { type Camera, CameraProblem, type Scanned, startCamera } from "../scan";
import { usePlatformTexts } from "../texts";

/** What the camera sees, until it has seen a barcode. */
export default function CameraScan(props: {
  onScan: (scan: Scanned) => void;
  onClose: () => void;
}): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  // The window puts its content in later than itself: the camera starts when the picture is there.
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const latest = useRef(props.onScan);
  latest.current = props.onScan;
  const [deviceId, setDeviceId] = useState<string>();
  const [camera, setCamera] = useState<Camera | null>(null);
  const [problem, setProblem] = useState<Text | null>(null);
  const [isLit, setLit] = useState(false);
  useEffect(() => {
    if (video === null) return;
    return running(video, deviceId, (scan) => latest.current(scan), setCamera, setProblem);
  }, [video, deviceId]);
  const choices = camera?.choices ?? [];
  return (
    <Modal open title={t("scan_camera")} footer={null} onCancel={props.onClose} destroyOnHidden>
      <div className="stack">
        {problem !== null && <Alert type="error" showIcon title={say(problem)} />}
        <video ref={setVideo} className="camera" muted playsInline />
        <Flex gap={8}>
          {choices.length > 1 && (
            <Select
              aria-label={t("scan_camera")}
              value={camera?.deviceId ?? undefined}
              options={choices.map((each) => ({ value: each.deviceId, label: each.name }))}
              onChange={setDeviceId}
              styles={{ root: { flex: 1 } }}
            />
          )}
          {camera?.setTorch && (
            <Button
              icon={<BulbOutlined />}
              aria-label={t("scan_torch")}
              aria-pressed={isLit}
              onClick={() => {
                setLit(!isLit);
                void camera.setTorch?.(!isLit);
              }}
            />
          )}
        </Flex>
      </div>
    </Modal>
  );
}

/** Starts the camera and gives what stops it, also while it is still starting. */
function running(
  video: HTMLVideoElement,
  deviceId: string | undefined,
  onScan: (scan: Scanned) => void,
  onStart: (camera: Camera | null) => void,
  onProblem: (problem: Text) => void,
): () => void {
  let isOver = false;
  let started: Camera | null = null;
  const options = {
    video,
    onScan,
    onProblem: (trouble: CameraProblem) => onProblem(trouble.text),
    ...(deviceId !== undefined && { deviceId }),
  };
  startCamera(options)
    .then((camera) => {
      started = camera;
      if (isOver) camera.stop();
      else onStart(camera);
    })
    .catch((error: unknown) => {
      const trouble = error instanceof CameraProblem ? error : new CameraProblem("failed", error);
      if (!isOver) onProblem(trouble.text);
    });
  return () => {
    isOver = true;
    started?.stop();
    onStart(null);
  };
}
