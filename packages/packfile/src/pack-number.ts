/**
 * The form of a pack's matter numbers, taken apart: `JB-{year}-{serial:6}` has one counter a year. The manifest's schema
 * has checked the form; a serial that has outgrown its digits is written whole.
 */
export function matterNumber(
  form: string,
  year: number,
): { readonly counter: string; readonly format: (serial: number) => string } {
  const counter = form.replace('{year}', String(year))
  return {
    counter,
    format: (serial) =>
      counter.replace(/\{serial:(\d)\}/u, (_, digits: string) =>
        String(serial).padStart(Number(digits), '0'),
      ),
  }
}
