import { joinUri } from '../../base/uris';

/** Addresses that are kept, at most. */
const maxUris = 20_000;

/** Addresses of files by their paths below a root; the same ones are asked for again and again. */
export class PathUris {
  private readonly known = new Map<string, string>();

  constructor(private readonly root: string) {}

  /** The address of a path (POSIX, relative to the root). */
  of(path: string): string {
    const known = this.known.get(path);
    if (known !== undefined) return known;
    const uri = joinUri(this.root, path);
    if (this.known.size >= maxUris) this.known.clear();
    this.known.set(path, uri);
    return uri;
  }
}
