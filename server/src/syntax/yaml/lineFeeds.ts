/**
 * The text, as long as before, with line feeds for lone carriage returns: PyYAML takes both as the end of a line, the
 * parser here does not.
 */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r(?!\n)/g, '\n') : text;
}
