const stringPattern = /^([A-Za-z]{0,3})('''|"""|'|")([\s\S]*)$/;
const simpleEscapes: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/**
 * The value of a plain string token, escapes resolved. Undefined for bytes and for a token that is no string.
 * An unfinished string yields what has been typed so far.
 */
export function stringValue(token: string): string | undefined {
  const match = stringPattern.exec(token);
  if (!match) return undefined;
  const [, prefix = '', quote = '', rest = ''] = match;
  if (/b/i.test(prefix)) return undefined;
  const body = rest.endsWith(quote) ? rest.slice(0, -quote.length) : rest;
  return /r/i.test(prefix) ? body : unescape(body);
}

function unescape(body: string): string {
  return body.replace(
    /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|\r\n|[\s\S])/g,
    (whole, escape: string) => {
      if (/^[xuU]./.test(escape)) return codePoint(Number.parseInt(escape.slice(1), 16)) ?? whole;
      if (/^[0-7]/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8));
      return escape === '\r\n' ? '' : (simpleEscapes[escape] ?? whole);
    },
  );
}

function codePoint(code: number): string | undefined {
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** The value of a number token, undefined for complex numbers and half-typed ones. */
export function numberValue(token: string): number | undefined {
  const plain = token.replaceAll('_', '');
  const value = Number(/^0\d+$/.test(plain) ? plain.replace(/^0+(?=\d)/, '') : plain);
  return Number.isNaN(value) ? undefined : value;
}
