// Preloaded into our server: writes the longest stretch without a turn of the event loop (ms, start-up left out) to LOOP_WATCH.
import { writeFileSync } from 'node:fs';

let longest = 0;
let last;
// Begins with the first turn, when the bundle has been loaded.
const look = () => {
  const now = performance.now();
  if (last !== undefined) longest = Math.max(longest, now - last);
  last = now;
  setImmediate(look).unref();
};
setImmediate(look);
// Something must keep the loop turning between the looks; the server's own streams keep the process.
setInterval(() => {}, 5).unref();
process.on('exit', () => writeFileSync(process.env.LOOP_WATCH, String(longest)));
