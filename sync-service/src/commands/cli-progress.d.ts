// The part of cli-progress that we use; the package brings no types.
declare module 'cli-progress' {
  interface Options {
    format: string;
    hideCursor: boolean;
    clearOnComplete: boolean;
    stream: NodeJS.WritableStream;
  }
  interface SingleBar {
    start(total: number, value: number): void;
    setTotal(total: number): void;
    update(value: number): void;
    stop(): void;
  }
  const cliProgress: {
    SingleBar: new (options: Options, preset: object) => SingleBar;
    Presets: { shades_classic: object };
  };
  export default cliProgress;
}
