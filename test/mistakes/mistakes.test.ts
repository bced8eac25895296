import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findingSpan, makeMistake } from './mistake';
import { mistakes } from './mistakes';

const example = (file: string): string =>
  readFileSync(fileURLToPath(new URL(`../../examples/fabric/${file}`, import.meta.url)), 'utf8');

describe('mistakes', () => {
  it('have names of their own', () => {
    expect(new Set(mistakes.map((mistake) => mistake.name)).size).toBe(mistakes.length);
  });

  it.each(mistakes)('$name: fits the example', (mistake) => {
    const { text, changed } = makeMistake(mistake, example(mistake.file));
    const span = mistake.atFile ? findingSpan(mistake, example(mistake.atFile)) : findingSpan(mistake, text, changed);
    expect(span.end).toBeGreaterThan(span.start);
  });
});
