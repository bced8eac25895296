/** A name as lists show it: without the line breaks and the blanks around it. */
export function oneLine(name: string): string {
  return name.trim().replaceAll(/\s*[\r\n]\s*/g, ' ');
}
