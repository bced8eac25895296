/** Whole numbers from 0 up to (not including) `below`, the same for the same seed. */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const pieces = [
  ['\n', '\t', ' ', '  ', '- ', ': ', '"', "'", '[', ']', '{', '}', '#', '---\n', '...\n', '&a ', '*a', '!x '],
  ['|\n', '>\n', '? ', '%', '@', ',', 'é', '😀', '\ud83d', '\r\n', '<<: ', 'data:\n', 'spec:\n', 'kind: Object\n'],
  ['    - name: x\n', '  - a: b\n', '- c\n', '\n\n', '`', '\\', 'a: b\n', '# --- c\n', '\ufeff', '\0', 'matches:\n'],
].flat();

/** Makes one random edit: text put in, taken out, replaced, or a line copied or dropped. */
export function randomEdit(text: string, random: (below: number) => number): string {
  const at = random(text.length + 1);
  const piece = pieces[random(pieces.length)] ?? '';
  switch (random(6)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + random(12));
    case 1:
      return text.slice(0, at) + piece + text.slice(at + 1 + random(4));
    case 2: {
      const lines = text.split('\n');
      const line = random(lines.length);
      return [...lines.slice(0, line), ...lines.slice(line + 1)].join('\n');
    }
    case 3: {
      const lines = text.split('\n');
      const line = random(lines.length);
      return [...lines.slice(0, line), lines[random(lines.length)] ?? '', ...lines.slice(line)].join('\n');
    }
    default:
      return text.slice(0, at) + piece + text.slice(at);
  }
}
