// The yardstick: parses every YAML file of a folder with the `yaml` package and keeps the trees, in a process of its own.
//   node bareParse.mjs FOLDER [WARM_FILE …]    prints one JSON line; the warm files are parsed again until that is warm
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const [folder, ...warmFiles] = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
const trees = files.map((name) => parseAllDocuments(readFileSync(join(folder, name), 'utf8')));
const warm = warmFiles.map((name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const times = Array.from({ length: 9 }, () => {
    const begun = performance.now();
    parseAllDocuments(text);
    return performance.now() - begun;
  });
  return times.slice(2).toSorted((a, b) => a - b)[3];
});
const peakMiB = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ files: trees.length, warm, peakMiB }));
