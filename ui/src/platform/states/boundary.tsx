import { Button } from "antd";
import { Component, type ReactNode } from "react";
import { usePlatformTexts } from "../texts";
import { Notice } from "./notice";

interface Props {
  children: ReactNode;
  /** Another value starts anew: the address. */
  place: string;
}

interface State {
  place: string;
  hasFailed: boolean;
}

/** Keeps a failing screen from taking the whole application with it. */
export class Boundary extends Component<Props, State> {
  override state: State = { place: this.props.place, hasFailed: false };

  static getDerivedStateFromProps({ place }: Props, state: State): State | null {
    return place === state.place ? null : { place, hasFailed: false };
  }

  static getDerivedStateFromError(): Partial<State> {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <Failed /> : this.props.children;
  }
}

function Failed(): ReactNode {
  const t = usePlatformTexts();
  return (
    <Notice kind="error" title={t("screen_failed_title")}>
      <Button onClick={() => location.reload()}>{t("reload")}</Button>
    </Notice>
  );
}
