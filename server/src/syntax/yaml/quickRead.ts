import { readBlockText } from './blockText';
import { duplicatesOf } from './duplicates';
import type { YamlDuplicate, YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar, YamlTree } from './nodes';
import { isBreak, isEnd, QuickLine } from './quickLine';

/** Deeper nesting is left to the library. */
const maxDepth = 40;
/** Whatever is no line break and no printable character, and a line break of another system. */
const unusual = /[^\n\r\x20-\x7e\xa1-\u2027\u202a-\ufefe\uff00-\ufffd]|\r(?!\n)/;
const dash = 0x2d;

/**
 * The tree of a text of the plain kind that nearly all files are made of: mappings and lists by indentation, with words,
 * quoted texts and brackets of one line, and block texts. Undefined for every other text, wrong ones included: the library reads those.
 * What is given equals what the library gives, and takes a tenth of its time.
 */
export function quickRead(text: string): YamlTree | undefined {
  if (unusual.test(text)) return undefined;
  const reader = new QuickReader(text);
  const root = reader.document();
  if (!root) return undefined;
  return {
    root,
    problems: [],
    duplicates: reader.duplicates.sort((a, b) => a.ignored.range.start - b.ignored.range.start),
  };
}

/** Owns the place in the text: always at the first character of a line's content, or at the end with column -1. */
class QuickReader {
  readonly duplicates: YamlDuplicate[] = [];
  private readonly line: QuickLine;
  private at = 0;
  private column = -1;

  constructor(private readonly text: string) {
    this.line = new QuickLine(text);
  }

  document(): YamlMap | YamlList | undefined {
    this.toContent(0);
    if (this.column === 0 && /^---(?:\s|$)/.test(this.text.slice(this.at, this.at + 4))) {
      const content = this.line.skipBlanks(this.at + 3);
      if (!this.line.isOver(content)) return undefined;
      this.nextLine(content);
    }
    const root = this.column < 0 ? undefined : this.block(0);
    return this.column < 0 ? root : undefined;
  }

  private block(depth: number): YamlMap | YamlList | undefined {
    if (depth > maxDepth) return undefined;
    return this.isItem() ? this.list(depth) : this.map(depth);
  }

  private list(depth: number): YamlList | undefined {
    const { column, at: start } = this;
    const items: YamlNode[] = [];
    while (this.column === column && this.isItem()) {
      const item = this.item(depth);
      if (!item) return undefined;
      items.push(item);
    }
    const end = items.at(-1)?.range.end ?? start;
    return this.column > column ? undefined : { type: 'list', range: { start, end }, items, flow: false };
  }

  private item(depth: number): YamlNode | undefined {
    const { column } = this;
    const content = this.line.skipBlanks(this.at + 1);
    if (this.line.isOver(content)) {
      this.nextLine(content);
      return this.column > column ? this.block(depth + 1) : emptyScalar(content);
    }
    if (this.line.keyEnd(content) < 0) return this.inline(content, '-');
    this.column += content - this.at;
    this.at = content;
    return this.map(depth + 1);
  }

  private map(depth: number): YamlMap | undefined {
    const { column, at: start } = this;
    const entries: YamlEntry[] = [];
    while (this.column === column && !this.isItem()) {
      const entry = this.entry(depth);
      if (!entry) return undefined;
      entries.push(entry);
    }
    if (this.column > column || entries.length === 0) return undefined;
    const end = entries.at(-1)?.range.end ?? start;
    const map: YamlMap = { type: 'map', range: { start, end }, entries, flow: false };
    if (entries.length > 1) this.duplicates.push(...duplicatesOf(map));
    return map;
  }

  private entry(depth: number): YamlEntry | undefined {
    const { at: start } = this;
    const keyEnd = this.line.keyEnd(start);
    if (keyEnd < 0) return undefined;
    const key = this.line.plain(start, keyEnd);
    const value = key && this.value(keyEnd + 1, depth);
    return value && { key, value, range: { start, end: value.range.end } };
  }

  private value(from: number, depth: number): YamlNode | undefined {
    const { column } = this;
    const content = this.line.skipBlanks(from);
    if (!this.line.isOver(content)) return this.inline(content, 'key:');
    this.nextLine(content);
    if (this.column > column) return this.block(depth + 1);
    return this.column === column && this.isItem() ? this.list(depth + 1) : emptyScalar(content);
  }

  /** What stands on the line itself behind a `-` or a key; a line further right would go on with it. */
  private inline(from: number, behind: '-' | 'key:'): YamlNode | undefined {
    const { column } = this;
    const code = this.text.charCodeAt(from);
    const node = code === 0x7c || code === 0x3e ? this.blockText(from, behind) : this.line.value(from);
    if (!node) return undefined;
    if (node.type === 'scalar' && node.style === 'block') this.toContent(node.range.end);
    else {
      const after = this.line.skipBlanks(node.range.end);
      if (!this.line.isOver(after)) return undefined;
      this.nextLine(after);
    }
    return this.column > column ? undefined : node;
  }

  /** A text of several lines, which the library reads. */
  private blockText(from: number, behind: '-' | 'key:'): YamlScalar | undefined {
    const { column, text } = this;
    let end = this.line.nextStart(from);
    for (;;) {
      const at = this.line.skipBlanks(end);
      if (end >= text.length || (at - end <= column && !isBreak(text.charCodeAt(at)) && at < text.length)) break;
      end = this.line.nextStart(at);
    }
    return readBlockText(`${' '.repeat(column)}${behind} `, text.slice(from, end), from);
  }

  private isItem(): boolean {
    return this.text.charCodeAt(this.at) === dash && isEnd(this.text.charCodeAt(this.at + 1));
  }

  /** From the end of a line's content to the content of the next line that has any. */
  private nextLine(from: number): void {
    this.toContent(this.line.nextStart(from));
  }

  private toContent(lineStart: number): void {
    for (let start = lineStart; start < this.text.length;) {
      const at = this.line.skipBlanks(start);
      const code = this.text.charCodeAt(at);
      if (at < this.text.length && code !== 0x23 && !isBreak(code)) {
        if (code === 0x2e && at === start && this.text.slice(at).trimEnd() === '...') break;
        this.at = at;
        this.column = at - start;
        return;
      }
      start = this.line.nextStart(at);
    }
    this.at = this.text.length;
    this.column = -1;
  }
}

function emptyScalar(at: number): YamlScalar {
  return { type: 'scalar', range: { start: at, end: at }, value: null, source: '', style: 'plain' };
}
