import { type ReactNode, useLayoutEffect, useRef, useState } from "react";

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
  const [isOpen, setOpen] = useState(false);
  // What asks for the focus comes into an open dialog: a closed one cannot give it, and opening it
  // gives it to whatever stands first.
  useLayoutEffect(() => {
    dialog.current?.showModal();
    setOpen(true);
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
      {isOpen && props.children}
    </dialog>
  );
}
