interface Bounds {
  low?: string;
  high?: string;
  target?: string;
  unit?: string;
}

/** “36 °C – 38 °C (37 °C)”, “≥ 36 °C”, or nothing where nothing is bounded. */
export function limitsOf(
  { low, high, target, unit }: Bounds,
  amount: (decimal: string, unit: string | undefined) => string,
): string {
  const said = (value: string) => amount(value, unit);
  const aim = target === undefined ? "" : ` (${said(target)})`;
  if (low !== undefined && high !== undefined) return `${said(low)} – ${said(high)}${aim}`;
  if (low !== undefined) return `≥ ${said(low)}${aim}`;
  if (high !== undefined) return `≤ ${said(high)}${aim}`;
  return target === undefined ? "" : said(target);
}
