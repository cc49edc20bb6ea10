import { answers } from "@platform/kept/kept";
import { useLive } from "@platform/live/live";
import { useWedge } from "@platform/scanning/scanning";
import { signal } from "@platform/scanning/signal";
import { SCREENS } from "@platform/screens/registration";
import { useActivity } from "@platform/session/activity";
import { Boundary } from "@platform/states/boundary";
import { usePlatformTexts } from "@platform/texts";
import { App } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { matchPath, useLocation } from "react-router-dom";
import { Pages } from "../routes";
import { useOpen } from "../search/scan-box";
import { Banners } from "./banners";
import { Footer } from "./footer";
import { Header } from "./header";
import { Side } from "./side";

const NARROW = "(max-width: 1100px)";

/** Header, navigation, page and footer; a bare screen gets the window to itself. */
export function Shell(): ReactNode {
  useLive();
  useActivity();
  useScanners();
  const t = usePlatformTexts();
  const { pathname } = useLocation();
  const isNarrow = useMedia(NARROW);
  const [isOpen, setOpen] = useState(!isNarrow);
  useEffect(() => setOpen(!isNarrow), [isNarrow]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the overlay closes when one goes on
  useEffect(() => {
    if (isNarrow) setOpen(false);
  }, [pathname]);
  const main = useFocusOnNewPage(pathname);
  const page = (
    <Boundary place={pathname}>
      <Pages />
    </Boundary>
  );
  const here = SCREENS.filter((each) => matchPath(each.path, pathname));
  const isBare = here.some((each) => each.isBare);
  const isKept = isBare || here.some((each) => each.isKept);
  useEffect(() => answers.atTerminal(isKept), [isKept]);
  if (isBare) {
    return (
      <div className="bare">
        <Banners />
        {page}
      </div>
    );
  }
  return (
    <div className="shell">
      <a href="#content" className="skip">
        {t("skip_to_content")}
      </a>
      <Header onMenu={() => setOpen(!isOpen)} isMenuOpen={isOpen} />
      <Banners />
      <div className="shell-body">
        <Side isOpen={isOpen} isOverlay={isNarrow} onClose={() => setOpen(false)} />
        <div className="shell-main">
          <main id="content" tabIndex={-1} ref={main}>
            {page}
          </main>
          <Footer />
        </div>
      </div>
    </div>
  );
}

/** Scans that no field and no screen wants open what they name. */
function useScanners(): void {
  const t = usePlatformTexts();
  const open = useOpen();
  const { message } = App.useApp();
  useWedge(
    (scan) => void open.text(scan.text),
    () => {
      signal("bad");
      message.warning(t("scan_torn"));
    },
  );
}

/** A new page begins at its top, and so does reading it with a screen reader. */
function useFocusOnNewPage(pathname: string) {
  const main = useRef<HTMLElement>(null);
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const follow = () => setMatches(media.matches);
    follow();
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, [query]);
  return matches;
}
