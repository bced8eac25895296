import { expect, vi } from 'vitest';
import type { TextRange } from '../../server/src/base/textRange';
import { parseFixture, type Fixture, type Mark } from './fixture';
import { openRepository, type Repository } from './repository';

export interface NavigationOptions {
  /** Line ends in every file; `\n` when missing. */
  readonly lineEnd?: '\r\n';
  /** Text of open buffers by path; they beat the files of the fixture. */
  readonly open?: Readonly<Record<string, string>>;
  /** Targets besides the marks: the start of a file, by path. */
  readonly files?: readonly string[];
}

interface Asked extends Fixture {
  readonly repository: Repository;
  readonly uri: string;
  readonly offset: number;
}

/** The hover at the cursor: the text that it is about, and its Markdown; undefined when there is none. */
export async function hoverAt(
  source: string,
  options: NavigationOptions = {},
): Promise<{ about: string; markdown: string } | undefined> {
  const { repository, uri, offset } = await ask(source, options);
  const found = repository.service.hover(uri, offset);
  if (!found) return undefined;
  const text = repository.service.target(uri)?.file.text ?? '';
  return { about: text.slice(found.range.start, found.range.end), markdown: found.markdown };
}

/** The hover at the cursor contains every one of the texts. */
export const checkHover = vi.defineHelper(
  async (source: string, expected: string | readonly string[], options: NavigationOptions = {}): Promise<void> => {
    const markdown = (await hoverAt(source, options))?.markdown ?? '';
    for (const part of typeof expected === 'string' ? [expected] : expected) expect(markdown).toContain(part);
  },
);

/** The marks `def` equal the definition of the name at the cursor; no mark: there is none. */
export const checkDefinition = vi.defineHelper(
  async (source: string, options: NavigationOptions = {}): Promise<void> => {
    const asked = await ask(source, options);
    const { repository, uri, offset } = asked;
    const targets = repository.service.definition(uri, offset)?.targets ?? [];
    for (const { range, selection } of targets) {
      expect(selection.start).toBeLessThanOrEqual(selection.end);
      expect(range.start <= selection.start && selection.end <= range.end, 'the selection lies in the range').toBe(
        true,
      );
    }
    const files = (options.files ?? []).map((path) => `${path} at its start`);
    expect(targets.map(({ uri: to, selection }) => show(asked, to, selection)).toSorted()).toEqual(
      [...marked(asked, ['def']), ...files].toSorted(),
    );
  },
);

/** The marks `ref` and `def` equal the references at the cursor with declarations, `ref` alone those without. */
export const checkReferences = vi.defineHelper(
  async (source: string, options: NavigationOptions = {}): Promise<void> => {
    const asked = await ask(source, options);
    const { repository, uri, offset } = asked;
    const found = (declarations: boolean): string[] =>
      repository.service
        .references(uri, offset, declarations)
        .map((at) => show(asked, at.uri, at.range))
        .toSorted();
    expect(found(true)).toEqual(marked(asked, ['def', 'ref']));
    expect(found(false)).toEqual(marked(asked, ['ref']));
  },
);

async function ask(source: string, { lineEnd, open = {} }: NavigationOptions): Promise<Asked> {
  const fixture = lineEnd ? withLineEnd(parseFixture(source), lineEnd) : parseFixture(source);
  const repository = await openRepository(fixture.files);
  for (const [path, text] of Object.entries(open)) repository.service.updateDocument(repository.uri(path), text);
  const [cursor] = fixture.cursors;
  if (!cursor) throw new Error('The fixture has no $0.');
  return { ...fixture, repository, uri: repository.uri(cursor.path), offset: cursor.offset };
}

function withLineEnd({ files, marks, cursors }: Fixture, lineEnd: string): Fixture {
  const moved = (path: string, offset: number): number =>
    offset + (lineEnd.length - 1) * ((files.get(path) ?? '').slice(0, offset).split('\n').length - 1);
  return {
    files: new Map([...files].map(([path, text]) => [path, text.replaceAll('\n', lineEnd)])),
    marks: marks.map((mark) => ({ ...mark, start: moved(mark.path, mark.start), end: moved(mark.path, mark.end) })),
    cursors: cursors.map(({ path, offset }) => ({ path, offset: moved(path, offset) })),
  };
}

function marked(asked: Asked, severities: readonly string[]): string[] {
  const wanted = asked.marks.filter((mark: Mark) => severities.includes(mark.severity));
  return wanted.map((mark) => show(asked, asked.repository.uri(mark.path), mark)).toSorted();
}

function show({ repository }: Asked, uri: string, { start, end }: TextRange): string {
  const path = uri.slice(repository.uri('').length);
  if (end === 0) return `${path} at its start`;
  const text = repository.service.target(uri)?.file.text ?? '';
  return `${path}:${text.slice(0, start).split('\n').length} ${JSON.stringify(text.slice(start, end))} at ${start}`;
}
