import { expect, test } from 'vitest';
import { isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments, type Node } from 'yaml';
import type { YamlNode } from '../../../server/src/syntax/yaml/nodes';
import { parseYamlFile, type YamlChunk, type YamlFile } from '../../../server/src/syntax/yaml/yamlFile';
import { randomEdit, seededRandom } from '../../support/random';
import { sampleTexts } from './samples';

/** Every key and scalar of a document with its range in the file. */
type Flat = string[];

const options = { version: '1.1', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;

/** What one parse of the whole text gives; undefined when there are errors in it. */
function wholeParse(text: string): Flat[] | undefined {
  const parsed = parseAllDocuments(text, options);
  const documents = Array.isArray(parsed) ? parsed : [];
  if (documents.some((document) => document.errors.length > 0)) return undefined;
  return documents.map((document) => {
    const flat: Flat = [];
    walkLibrary(document.contents, flat);
    return flat;
  });
}

function walkLibrary(node: unknown, into: Flat): void {
  if (isPair(node)) {
    walkLibrary(node.key, into);
    walkLibrary(node.value, into);
  } else if (isMap(node) || isSeq(node)) {
    into.push(isMap(node) ? 'map' : 'list');
    for (const item of node.items) walkLibrary(item, into);
    into.push('end');
  } else if (isScalar(node) || isAlias(node)) {
    const [start, end] = (node as Node).range ?? [0, 0];
    into.push(show(start, end, isAlias(node) ? '*' : node.source));
  }
}

function chunksOf(file: YamlFile): YamlChunk[] {
  return file.documents.flatMap((document) => [document.head, ...document.itemChunks]);
}

/** The same from our chunks: where items are chunks of their own, they take the place of the empty `data`. */
function fromChunks(file: YamlFile): Flat[] {
  return file.documents.map(({ head, itemChunks }) => {
    const flat: Flat = [];
    const items = itemChunks.flatMap((chunk) => {
      const own: Flat = [];
      const root = chunk.tree.root;
      expect(root?.type).toBe('list');
      for (const item of root?.type === 'list' ? root.items : []) walkOurs(item, chunk.start, own);
      return own;
    });
    walkOurs(head.tree.root, head.start, flat);
    if (items.length === 0) return flat;
    const dataAt = flat.findLastIndex((entry) => entry.endsWith(' string data'));
    expect(flat[dataAt + 1], 'the head has no items').toMatch(/ null$/);
    return [...flat.slice(0, dataAt + 1), 'list', ...items, 'end', ...flat.slice(dataAt + 2)];
  });
}

function walkOurs(node: YamlNode | undefined, offset: number, into: Flat): void {
  if (!node) return;
  if (node.type === 'map') {
    into.push('map');
    for (const { key, value } of node.entries) {
      if (key) walkOurs(key, offset, into);
      walkOurs(value, offset, into);
    }
    into.push('end');
  } else if (node.type === 'list') {
    into.push('list');
    for (const item of node.items) walkOurs(item, offset, into);
    into.push('end');
  } else {
    const value = node.type === 'alias' ? '*' : node.source;
    into.push(show(node.range.start + offset, node.range.end + offset, value));
  }
}

/** By the text: what value a plain one has is decided here otherwise than by the library. */
function show(start: number, end: number, source: string | undefined): string {
  return source ? `${start}-${end} string ${source}` : `${start}-${end} null`;
}

/** Texts, problems and positions of all chunks. */
function chunkFacts(file: YamlFile) {
  const facts = chunksOf(file).map((chunk) => {
    const flat: Flat = [];
    walkOurs(chunk.tree.root, chunk.start, flat);
    const duplicates = chunk.tree.duplicates.map(({ ignored, counts }) => [ignored.range, counts.range]);
    return { start: chunk.start, text: chunk.text, flat, problems: chunk.tree.problems, duplicates };
  });
  return { marked: file.documents.map((document) => document.marked), facts };
}

function compareToWhole(file: YamlFile, text: string): boolean {
  // To PyYAML a carriage return alone ends a line too.
  const whole = wholeParse(text.replaceAll(/\r(?!\n)/g, '\n'));
  if (!whole || chunksOf(file).some((chunk) => chunk.tree.problems.length > 0)) return false;
  expect(fromChunks(file).filter(isNotEmpty), text).toEqual(whole.filter(isNotEmpty));
  return true;
}

/** The library gives an empty document a null without a width, and `...` alone a document. */
function isNotEmpty([first, ...others]: Flat): boolean {
  return first !== undefined && (others.length > 0 || !/^(\d+)-\1 null$/.test(first));
}

test('chunks together cover the file and never overlap', () => {
  for (const [name, text] of sampleTexts()) {
    let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    for (const chunk of chunksOf(parseYamlFile('file:///a.yml', text))) {
      expect([chunk.start, text.slice(chunk.start, chunk.start + chunk.text.length)], name).toEqual([at, chunk.text]);
      at += chunk.text.length;
    }
    expect(at, name).toBe(text.length);
  }
});

test.each(sampleTexts())('reading by chunks is one whole parse, also after edits: %s', (name, sample) => {
  const random = seededRandom(name.length * 7919 + sample.length);
  let text = sample;
  let incremental = parseYamlFile('file:///a.yml', text);
  compareToWhole(incremental, text);
  for (let round = 0; round < 8; round++) {
    // Back to good text now and then: edits pile up errors, and there is little to compare in those.
    text = round % 4 === 3 ? sample : randomEdit(text, random);
    incremental = parseYamlFile('file:///a.yml', text, incremental);
    expect(chunkFacts(incremental), text).toEqual(chunkFacts(parseYamlFile('file:///a.yml', text)));
    compareToWhole(incremental, text);
  }
});

test('enough of the samples and edits are free of errors to compare', () => {
  const compared = sampleTexts().filter(([, text]) => compareToWhole(parseYamlFile('file:///a.yml', text), text));
  expect(compared.length).toBeGreaterThan(150);
});
