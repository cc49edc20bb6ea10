import {
  CloseCircleFilled,
  ExclamationCircleFilled,
  InfoCircleFilled,
  WarningFilled,
} from "@ant-design/icons";
import type { ReactNode } from "react";

const SIGNS = {
  info: <InfoCircleFilled className="accent" />,
  warning: <WarningFilled className="odd" />,
  error: <CloseCircleFilled className="bad" />,
  missing: <ExclamationCircleFilled className="soft" />,
};

/** Takes the place of a page: what is the matter, and what to do about it. */
export function Notice(props: {
  kind: keyof typeof SIGNS;
  title: string;
  lead?: string;
  children?: ReactNode;
}): ReactNode {
  return (
    <div className="notice">
      <span className="notice-sign" aria-hidden="true">
        {SIGNS[props.kind]}
      </span>
      <h1>{props.title}</h1>
      {props.lead && <p className="soft">{props.lead}</p>}
      {props.children}
    </div>
  );
}
