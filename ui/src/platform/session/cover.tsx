import { type ReactNode, useEffect, useRef } from "react";

/**
 * A dialog in the browser's top layer: everything under it, open pop-ups included, is kept but
 * can neither be read nor reached until it is gone.
 */
export function Cover(props: {
  labelledBy: string;
  /** Without it the escape key does nothing. */
  onEscape?: () => void;
  children: ReactNode;
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="cover"
      aria-labelledby={props.labelledBy}
      onCancel={(event) => {
        event.preventDefault();
        props.onEscape?.();
      }}
    >
      {props.children}
    </dialog>
  );
}
