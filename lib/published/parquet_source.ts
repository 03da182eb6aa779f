import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { InputError } from "../study/input_error.ts";
import type { ColumnSource } from "./column_source.ts";

/** Bytes read from the end at first: most footers are smaller, and the rest of a larger one is read then. */
const FOOTER = 1 << 16;

/** Rows handed on at a time: a row group may be as large as the file. */
const MOST_ROWS = 2000;

/** A Parquet file as a table, with what its footer says. */
export interface ParquetSource extends ColumnSource {
  readonly metadata: FileMetaData;
  /** The cells of one column from `rowStart` up to, not including, `rowEnd`; reads no more pages than it must. */
  readRange(column: string, rowStart: number, rowEnd: number): Promise<unknown[]>;
}

/**
 * A Parquet file as a table: its footer is read now, a column when it is asked for.
 *
 * @param file The bytes, local or remote.
 * @param name The file's name for errors.
 * @throws {InputError} If it is empty, no Parquet file, or cut short. A failure to fetch bytes is passed on as it is.
 */
export async function parquetSource(file: AsyncBuffer, name: string): Promise<ParquetSource> {
  const watched = watch(file);
  const metadata = await readable(
    watched,
    name,
    () => parquetMetadataAsync(watched.file, { initialFetchSize: FOOTER }),
  );
  // A nested column is one column; its cells are objects or arrays.
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  return {
    name,
    rows: Number(metadata.num_rows),
    columns,
    metadata,
    async read(wanted, take) {
      const there = wanted.filter((column) => columns.includes(column));
      // Row group by row group, since its columns lie side by side in the file; one column at a time, since a
      // text column's pages need not stand in memory beside all others.
      let rowStart = 0;
      for (const group of metadata.row_groups) {
        const rowEnd = rowStart + Number(group.num_rows);
        for (const column of there) {
          await readable(watched, name, () =>
            parquetRead({
              file: watched.file,
              metadata,
              compressors,
              columns: [column],
              rowStart,
              rowEnd,
              onChunk: ({ columnName, columnData, rowStart }) =>
                take(columnName, columnData, rowStart),
            }));
        }
        rowStart = rowEnd;
      }
    },
    async *batches(wanted) {
      let groupStart = 0;
      for (const group of metadata.row_groups) {
        const groupEnd = groupStart + Number(group.num_rows);
        for (let start = groupStart; start < groupEnd; start += MOST_ROWS) {
          const end = Math.min(groupEnd, start + MOST_ROWS);
          const cells = new Map<string, unknown[]>();
          for (const column of wanted) cells.set(column, await readRange(column, start, end));
          yield { firstRow: start, rows: end - start, cells };
        }
        groupStart = groupEnd;
      }
    },
    readRange,
  };

  function readRange(column: string, rowStart: number, rowEnd: number): Promise<unknown[]> {
    return readable(watched, name, async () => {
      let cells: unknown[] = [];
      await parquetRead({
        file: watched.file,
        metadata,
        compressors,
        columns: [column],
        rowStart,
        rowEnd,
        useOffsetIndex: true,
        onComplete: (rows) => cells = rows.map((row) => row[0] ?? null),
      });
      return cells;
    });
  }
}

interface Watched {
  file: AsyncBuffer;
  /** What reading bytes failed with: not the file's fault. */
  failure: unknown;
}

function watch(file: AsyncBuffer): Watched {
  const watched: Watched = {
    failure: undefined,
    file: {
      byteLength: file.byteLength,
      async slice(start, end) {
        try {
          return await file.slice(start, end);
        } catch (error) {
          watched.failure = error;
          throw error;
        }
      },
    },
  };
  return watched;
}

async function readable<T>(watched: Watched, name: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    if (watched.failure !== undefined) throw watched.failure;
    const found = watched.file.byteLength === 0 ? "an empty one" : "one that is cut or damaged";
    throw new InputError(`Expected a whole Parquet file but found ${found}`, { file: name }, {
      cause,
    });
  }
}
