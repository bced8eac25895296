import { locate, type FileRange, type Place, type TextPart } from '../../base/place';
import { perObject } from '../../base/perObject';
import { shiftRange, type TextRange } from '../../base/textRange';
import type { YamlChunk, YamlFile } from '../../syntax/yaml/yamlFile';
import type { Project, ProjectFile } from './project';

/**
 * Where a place is in the file as it is now. A file with a syntax error counts as it was before, too: a place of then is
 * given where its text still stands, and undefined where it is gone or could be several ones.
 */
export function presentPlace(project: Project, place: Place): FileRange | undefined {
  const { uri } = place.part;
  const was = keptRange(project, place);
  if (!was) return locate(place);
  const { range, change } = was;
  const moved = movedRange(range, change);
  const written = change.before.slice(range.start, range.end);
  const stays = moved && standsAt(change.now, written, moved.start) ? moved : undefined;
  const found = stays ?? foundAgain(range, change);
  return found && { uri, range: found };
}

/** The same for what needs a place in any case: empty, where the text changed, if what stood there is gone. */
export function nearestPlace(project: Project, place: Place): FileRange {
  const start = keptRange(project, place)?.change.start ?? 0;
  return presentPlace(project, place) ?? { uri: place.part.uri, range: { start, end: start } };
}

/** The whole of something whose name now stands at `name`, as far as the text around the name is the same; else the name. */
export function presentWhole(project: Project, place: Place, name: TextRange): TextRange {
  const was = keptRange(project, place);
  const found = was ? movedRange(was.range, was.change) : locate(place).range;
  return found && found.start <= name.start && name.end <= found.end ? found : name;
}

/** How a text differs from the one before, by what both begin and end with. */
interface Change {
  readonly before: string;
  readonly now: string;
  /** Where the difference begins, in both. */
  readonly start: number;
  readonly endBefore: number;
  readonly endNow: number;
}

/** The range of a place in the text of then, and how the text changed; undefined for a place of the present text. */
function keptRange(project: Project, { part, range }: Place): { range: TextRange; change: Change } | undefined {
  const file = project.file(part.uri);
  const { lastGood } = file ?? {};
  const start = lastGood?.yaml && startsIn(lastGood.yaml).get(part);
  if (!file || start === undefined || presentParts(file).has(part)) return undefined;
  return { range: shiftRange(range, start), change: changeOf(file) };
}

const presentParts = perObject(({ facts: { yaml } }: ProjectFile): ReadonlySet<TextPart> => {
  return new Set<TextPart>(yaml ? chunksOf(yaml) : []);
});

/** Where the chunks began in the text that they were read from: those that are no more there know only a later start. */
const startsIn = perObject((yaml: YamlFile): ReadonlyMap<TextPart, number> => {
  const starts = new Map<TextPart, number>();
  let end = 0;
  for (const chunk of chunksOf(yaml)) {
    const start = yaml.text.indexOf(chunk.text, end);
    if (start < 0) break;
    starts.set(chunk, start);
    end = start + chunk.text.length;
  }
  return starts;
});

function chunksOf({ documents }: YamlFile): YamlChunk[] {
  return documents.flatMap(({ head, itemChunks }) => [head, ...itemChunks]);
}

const changeOf = perObject(({ text: now, lastGood }: ProjectFile): Change => {
  const before = lastGood?.yaml?.text ?? now;
  const most = Math.min(before.length, now.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === now.charCodeAt(start)) start++;
  let [endBefore, endNow] = [before.length, now.length];
  while (endBefore > start && endNow > start && before.charCodeAt(endBefore - 1) === now.charCodeAt(endNow - 1)) {
    endBefore--;
    endNow--;
  }
  return { before, now, start, endBefore, endNow };
});

/** The range with both ends moved as the text there was; undefined where an end lies in what changed. */
function movedRange({ start, end }: TextRange, change: Change): TextRange | undefined {
  const moved = (offset: number, isEnd: boolean): number | undefined => {
    if (offset < change.start || (isEnd && offset === change.start)) return offset;
    return offset >= change.endBefore ? offset - change.endBefore + change.endNow : undefined;
  };
  const [from, to] = [moved(start, false), moved(end, true)];
  return from === undefined || to === undefined ? undefined : { start: from, end: to };
}

/** The text of a range of then in what is new, behind the same key; undefined where it is missing there or not the only one. */
function foundAgain(range: TextRange, { before, now, ...change }: Change): TextRange | undefined {
  const written = before.slice(range.start, range.end);
  const key = keyBefore(before, range.start);
  if (key === undefined || written === '') return undefined;
  const places = (text: string, end: number): number[] => {
    const found: number[] = [];
    const from = Math.max(0, change.start - written.length);
    for (let at = text.indexOf(written, from); at >= 0 && at <= end; at = text.indexOf(written, at + 1)) {
      if (standsAt(text, written, at) && keyBefore(text, at) === key) found.push(at);
    }
    return found;
  };
  const [start, ...others] = places(now, change.endNow);
  const isOnly = others.length === 0 && places(before, change.endBefore).length === 1;
  return start !== undefined && isOnly ? { start, end: start + written.length } : undefined;
}

/** The key that stands before a value on its line, no comment around it. */
function keyBefore(text: string, offset: number): string | undefined {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^(?!\s*#)(?:[^#]*[\s{,"'])?([\w-]+)["']?\s*:\s*$/.exec(line)?.[1];
}

/** True when the text is there, and no part of a longer word. */
function standsAt(text: string, written: string, at: number): boolean {
  const isWord = (char: string | undefined): boolean => char !== undefined && /[\w-]/.test(char);
  const end = at + written.length;
  if (!text.startsWith(written, at)) return false;
  return !(isWord(text[at - 1]) && isWord(written[0])) && !(isWord(written.at(-1)) && isWord(text[end]));
}
