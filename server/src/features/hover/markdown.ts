/** At most this many items of a list are shown. */
const maxItems = 12;
const maxLength = 400;

/** Text of a file as part of a Markdown line: nothing in it is markup, line breaks become blanks, long text is cut. */
export function escapeMarkdown(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const cut = line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
  return (
    cut
      .replaceAll(/[\\`*[\]<>&~#|]/g, String.raw`\$&`)
      // Inside a word underscores are no markup.
      .replaceAll(/(?<![A-Za-z0-9_])_+|_+(?![A-Za-z0-9_])/g, (run) => run.replaceAll('_', String.raw`\_`))
  );
}

/** The heading line of a hover: what it is called, and what it is. */
export function heading(name: string, what: string): string {
  return `**${escapeMarkdown(name)}** · ${what}`;
}

/** Paragraphs; empty ones are left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join('\n\n');
}

/** A list under a line; nothing when there are no items. */
export function list(line: string, items: readonly string[]): string | undefined {
  if (items.length === 0) return undefined;
  const more = items.length > maxItems ? [`… and ${items.length - maxItems} more`] : [];
  return [line, '', ...[...items.slice(0, maxItems), ...more].map((item) => `- ${item}`)].join('\n');
}

/** `a, b and c`, escaped. */
export function enumerate(names: readonly string[], limit = maxItems): string {
  const shown = names.slice(0, limit).map(escapeMarkdown);
  if (names.length > limit) return `${shown.join(', ')} and ${names.length - limit} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : (shown[0] ?? '');
}

/** `1 rule`, `2 rules`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
