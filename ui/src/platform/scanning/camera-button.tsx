import { CameraOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Scanned } from "../scan";
import { usePlatformTexts } from "../texts";
import { signal } from "./signal";

const CameraScan = lazy(() => import("./camera-scan"));

/** Opens the camera for one scan. */
export function CameraButton(props: {
  onScan: (scan: Scanned) => void;
  type?: "text" | "default";
}): ReactNode {
  const t = usePlatformTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        type={props.type ?? "default"}
        icon={<CameraOutlined />}
        aria-label={t("scan_camera")}
        title={t("scan_camera")}
        onClick={() => setOpen(true)}
      />
      {isOpen && (
        <Suspense>
          <CameraScan
            onClose={() => setOpen(false)}
            onScan={(scan) => {
              signal("good");
              setOpen(false);
              props.onScan(scan);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

/** Whether this is a device that one holds in the hand: there the camera is at every field. */
export function isHandheld(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}
