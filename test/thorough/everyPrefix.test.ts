import { expect, test } from 'vitest';
import { everywhere, generatorSamples, lostIn } from '../server/python/cutSamples';

// The unit tests cut at places that read unlike each other; here are all of them.
test.each(generatorSamples)('%s: cut at every place, it keeps its classes and methods', (_, text) => {
  expect(lostIn(text, everywhere(text))).toEqual([]);
});
