/** Longest text of a server that is shown, in UTF-16 code units. */
const maxLength = 300;

/** C0 and C1 controls, marks and overrides of the writing direction, line separators. */
const invisible = /[\p{Cc}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]+/gu;

/**
 * Text of a server as it may be shown on a terminal, in a list or in a notification: one line, at most 300 characters,
 * nothing that controls a terminal or turns the writing direction, and nothing that an editor would show as a link.
 */
export function plainText(text: string): string {
  const line = text
    .slice(0, maxLength * 4)
    .replace(invisible, ' ')
    // Halves of pairs, which JSON may hold.
    .replace(/\p{Cs}/gu, '')
    .replace(/\s+/g, ' ')
    // A notification would run the command of `[text](command:…)`.
    .replaceAll('](', '] (')
    .trim();
  const short = line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
  // Half of a pair, as cutting leaves it.
  return short.replace(/\p{Cs}/gu, '');
}

/** The same for an error message, without the addresses and file paths of the server (facts 10.13). */
export function plainReason(text: string): string {
  const line = plainText(text).replace(/\bhttps?:\/\/[^\s'"]+/g, '…');
  return line.replace(/(^|[\s'"(])\/(?:[\w.@-]+\/)+[\w.@-]+/g, '$1…');
}

/** Lines that are shown of one text. */
const maxLines = 500;

/** Longest line, in UTF-16 code units. */
const maxLineLength = 2000;

/**
 * The lines of a log as they may be shown as text: indented as they were, nothing that controls a terminal or turns the
 * writing direction, paths of the server by their last name.
 */
export function textLines(text: string): string[] {
  const lines = text.slice(0, maxLines * maxLineLength).split(/\r\n|[\n\r]/);
  const shown = lines.slice(0, maxLines).map((line) =>
    line
      .slice(0, maxLineLength)
      .replaceAll('\t', '  ')
      .replace(invisible, ' ')
      .replace(/(^|[\s'"(])\/(?:[\w.@-]+\/)+(?=[\w.@-]+)/g, '$1…/')
      .trimEnd(),
  );
  return lines.length > maxLines ? [...shown, '…'] : shown;
}
