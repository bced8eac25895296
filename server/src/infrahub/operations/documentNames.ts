/** Whether a text is a name of a kind: nothing else may stand as one in a document. */
export function isKindName(text: string): boolean {
  return /^[A-Z][A-Za-z0-9]+$/.test(text);
}

/** Whether a text is a name of an attribute or relationship: nothing else may stand as one in a document. */
export function isMemberName(text: string): boolean {
  return /^[a-z_][a-z0-9_]*$/.test(text);
}
