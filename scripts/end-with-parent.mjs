// Preloaded into the server: its standard input is a pipe that the runner holds, so the pipe's end means that the
// runner is gone, however it went; the server then takes its whole process group along.
if (process.argv[1]?.endsWith('server-main.js')) {
  process.stdin
    .resume()
    .on('end', () => process.kill(-process.pid, 'SIGKILL'))
    .unref?.();
}
