const KEY = "lotproof.leaving";

/** Whether somebody has signed out whose session the server still takes for open. */
export function isLeaving(): boolean {
  return localStorage.getItem(KEY) !== null;
}

/** Kept on the device: the session is a cookie that scripts cannot delete. */
export function noteLeaving(is: boolean): void {
  if (is) localStorage.setItem(KEY, "1");
  else localStorage.removeItem(KEY);
}
