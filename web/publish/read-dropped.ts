export interface ChosenFile {
  readonly file: File;
  /** Place in the dataset: folders kept, `/` between. */
  readonly path: string;
}

/** Files picked in a dialog; a chosen folder gives its relative paths, without its own name. */
export function readChosen(files: Iterable<File>): ChosenFile[] {
  return [...files].map((file) => {
    const relative = file.webkitRelativePath;
    return { file, path: relative === '' ? file.name : relative.slice(relative.indexOf('/') + 1) };
  });
}

/** Everything that was dropped, folders walked to the end. */
export async function readDropped(items: DataTransferItemList): Promise<ChosenFile[]> {
  // The list empties itself after the event, so entries are taken out before anything waits.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const found = await Promise.all(entries.map((entry) => walk(entry, '')));
  return found.flat();
}

async function walk(entry: FileSystemEntry, folder: string): Promise<ChosenFile[]> {
  const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ file, path }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const children: FileSystemEntry[] = [];
  // A reader gives at most a hundred at a time and ends with none.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    children.push(...some);
  }
  const found = await Promise.all(children.map((child) => walk(child, path)));
  return found.flat();
}
