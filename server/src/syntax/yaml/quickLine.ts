import { duplicatesOf } from './duplicates';
import type { YamlEntry, YamlList, YamlMap, YamlScalar } from './nodes';
import { invalid, plainValue } from './plainScalar';

/** Brackets in brackets, at most; deeper ones are left to the library. */
const maxDepth = 10;
const closeList = 0x5d;
const closeMap = 0x7d;

type QuickValue = YamlScalar | YamlList | YamlMap;

export function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}

/** A blank, a line break or the end of the text, whose code is NaN. */
export function isEnd(code: number): boolean {
  return code === 0x20 || isBreak(code) || Number.isNaN(code);
}

/** Reads what stands within one line of a text; answers undefined (or -1) for anything unusual. */
export class QuickLine {
  /** A key of one word; the library refuses very long ones. */
  private readonly key = /[A-Za-z_][\w.-]{0,200}(?=:(?:[ \r\n]|$))/y;
  /** A text in brackets without anything that ends it or means something. */
  private readonly words = /[\w./][\w./+-]*(?: +[\w./+-]+)*/y;
  /** What cannot begin a plain text, or only with more behind it, which hardly occurs. */
  private readonly indicator = /[?:,[\]{}#&*!|>'"%@`]/y;

  constructor(private readonly text: string) {}

  skipBlanks(from: number): number {
    let at = from;
    while (this.text.charCodeAt(at) === 0x20) at++;
    return at;
  }

  /** Where the next line begins. */
  nextStart(from: number): number {
    const feed = this.text.indexOf('\n', from);
    return feed < 0 ? this.text.length : feed + 1;
  }

  /** Nothing but a comment stands at `at`. */
  isOver(at: number): boolean {
    const code = this.text.charCodeAt(at);
    if (code === 0x23) return this.text.charCodeAt(at - 1) === 0x20;
    return isBreak(code) || at >= this.text.length;
  }

  /** Where the key ends that begins at `at`: at its colon. */
  keyEnd(at: number): number {
    return this.endOf(this.key, at);
  }

  /** A word, a quoted text or something in brackets that begins at `at` and ends on the same line. */
  value(at: number, depth = 0): QuickValue | undefined {
    const code = this.text.charCodeAt(at);
    if (code === 0x22 || code === 0x27) return this.quoted(at, code);
    if ((code === 0x5b || code === 0x7b) && depth > maxDepth) return undefined;
    if (code === 0x5b) return this.list(at, depth);
    if (code === 0x7b) return this.map(at, depth);
    return this.plain(at, depth > 0 ? this.endOf(this.words, at) : this.plainEnd(at));
  }

  /** The plain text between two places; undefined for one that means something else than it says. */
  plain(start: number, end: number): YamlScalar | undefined {
    if (end <= start) return undefined;
    const source = this.text.slice(start, end);
    const value = plainValue(source);
    if (value === invalid || source === '=' || source === '<<') return undefined;
    return { type: 'scalar', range: { start, end }, value, source, style: 'plain' };
  }

  private plainEnd(start: number): number {
    const { text } = this;
    const first = text.charCodeAt(start);
    if (this.endOf(this.indicator, start) > 0 || (first === 0x2d && isEnd(text.charCodeAt(start + 1)))) return -1;
    let end = start;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (isBreak(code)) break;
      if (code === 0x20) continue;
      if (code === 0x23 && text.charCodeAt(at - 1) === 0x20) break;
      if (code === 0x3a && isEnd(text.charCodeAt(at + 1))) return -1;
      end = at + 1;
    }
    return end;
  }

  private endOf(pattern: RegExp, at: number): number {
    pattern.lastIndex = at;
    return pattern.test(this.text) ? pattern.lastIndex : -1;
  }

  private quoted(start: number, quote: number): YamlScalar | undefined {
    const { text } = this;
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      // A backslash means something in double quotes only; to leave it alone is simpler.
      if (isBreak(code) || code === 0x5c) return undefined;
      if (code !== quote) continue;
      if (text.charCodeAt(at + 1) === quote) return undefined;
      const source = text.slice(start + 1, at);
      const style = quote === 0x22 ? 'double' : 'single';
      return { type: 'scalar', range: { start, end: at + 1 }, value: source, source, style };
    }
    return undefined;
  }

  private list(start: number, depth: number): YamlList | undefined {
    const items: QuickValue[] = [];
    const end = this.separated(start, closeList, (at) => {
      const item = this.value(at, depth + 1);
      if (item) items.push(item);
      return item?.range.end;
    });
    return end === undefined ? undefined : { type: 'list', range: { start, end }, items, flow: true };
  }

  private map(start: number, depth: number): YamlMap | undefined {
    const entries: YamlEntry[] = [];
    const end = this.separated(start, closeMap, (at) => {
      const keyEnd = this.keyEnd(at);
      const key = this.plain(at, keyEnd);
      const value = key && this.value(this.skipBlanks(keyEnd + 1), depth + 1);
      if (value) entries.push({ key, value, range: { start: at, end: value.range.end } });
      return value?.range.end;
    });
    const map: YamlMap = { type: 'map', range: { start, end: end ?? start }, entries, flow: true };
    return end === undefined || duplicatesOf(map).length > 0 ? undefined : map;
  }

  /** Goes through what stands between brackets; `read` gives the end of a part. Gives where the closing one ends. */
  private separated(start: number, close: number, read: (at: number) => number | undefined): number | undefined {
    const { text } = this;
    let at = this.skipBlanks(start + 1);
    if (text.charCodeAt(at) === close) return at + 1;
    for (;;) {
      const end = read(at);
      if (end === undefined) return undefined;
      at = this.skipBlanks(end);
      if (text.charCodeAt(at) === close) return at + 1;
      if (text.charCodeAt(at) !== 0x2c) return undefined;
      at = this.skipBlanks(at + 1);
    }
  }
}
