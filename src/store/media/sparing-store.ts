// A store whose files go by in little memory, wherever it keeps them.
import { collectedEarly } from '../../lib/early-collection.ts';
import type { MediaStore } from './media-store.ts';

export function spareMemory(store: MediaStore): MediaStore {
  return {
    mostBytes: store.mostBytes,
    write: (file, bytes) => store.write(file, collectedEarly(bytes)),
    read: (file, range) => collectedEarly(store.read(file, range)),
    remove: (files) => store.remove(files),
  };
}
