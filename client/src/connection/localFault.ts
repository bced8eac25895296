/** Something of this machine is not as it should be. The sentence may name its paths: no server wrote it. */
export class LocalFault extends Error {}
