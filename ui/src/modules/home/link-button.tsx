import { Button } from "antd";
import type { ReactNode } from "react";
import { useHref, useLinkClickHandler } from "react-router-dom";

/** A link that looks like a button: it can be opened in another tab, and read as a link. */
export function LinkButton(props: {
  to: string;
  label?: string | undefined;
  size?: "small" | "middle";
  children: ReactNode;
}): ReactNode {
  const href = useHref(props.to);
  const open = useLinkClickHandler<HTMLElement>(props.to);
  return (
    <Button href={href} size={props.size} aria-label={props.label} onClick={open}>
      {props.children}
    </Button>
  );
}
