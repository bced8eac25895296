// Preloaded into a measured process: writes its peak memory (MiB) to USAGE_FILE when it ends.
import { writeFileSync } from 'node:fs';

process.on('exit', () =>
  writeFileSync(process.env.USAGE_FILE, JSON.stringify({ peakMiB: process.resourceUsage().maxRSS / 1024 })),
);
