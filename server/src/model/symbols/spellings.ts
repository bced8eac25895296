/** Any character that some writer of YAML, JSON or Python puts in another way between quotes. */
const escaped = /['"\\]|[^\x20-\x7e]/;
const notAscii = /[^\x20-\x7e]/g;

/**
 * The ways in which a name may stand in a file, quotes left out: as it is, and escaped as YAML, JSON and Python do, with
 * letters beyond ASCII or without (what Python's `json` and `yaml` write unless told otherwise).
 */
export function spellings(name: string): string[] {
  if (!escaped.test(name)) return [name];
  const double = JSON.stringify(name).slice(1, -1);
  return [
    name,
    name.replaceAll("'", "''"),
    name.replaceAll(/[\\']/g, String.raw`\$&`),
    double,
    double.replaceAll(notAscii, (char) => String.raw`\u${hex(char, 4)}`),
    double.replaceAll(notAscii, (char) =>
      char <= '\xff' ? String.raw`\x${hex(char, 2).toUpperCase()}` : String.raw`\u${hex(char, 4).toUpperCase()}`,
    ),
  ];
}

function hex(char: string, digits: number): string {
  return char.charCodeAt(0).toString(16).padStart(digits, '0');
}
