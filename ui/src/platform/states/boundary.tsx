import { Button, Result } from "antd";
import { Component, type ReactNode } from "react";
import { usePlatformTexts } from "../texts";

interface Props {
  children: ReactNode;
  /** Another value starts anew: the address. */
  place: string;
}

/** Keeps a failing screen from taking the whole application with it. */
export class Boundary extends Component<Props, { failedAt: string | null }> {
  override state = { failedAt: null as string | null };

  static getDerivedStateFromProps(props: Props, state: { failedAt: string | null }) {
    return state.failedAt !== null && state.failedAt !== props.place ? { failedAt: null } : null;
  }

  override componentDidCatch(): void {
    this.setState({ failedAt: this.props.place });
  }

  static getDerivedStateFromError() {
    return { failedAt: "" };
  }

  override render(): ReactNode {
    return this.state.failedAt === null ? this.props.children : <Failed />;
  }
}

function Failed(): ReactNode {
  const t = usePlatformTexts();
  return (
    <Result
      status="error"
      title={t("screen_failed_title")}
      extra={<Button onClick={() => location.reload()}>{t("reload")}</Button>}
    />
  );
}
