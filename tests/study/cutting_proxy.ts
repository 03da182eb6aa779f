/** A proxy before a PostgreSQL server that loses the answer to the next COMMIT. */
export interface CuttingProxy extends Disposable {
  readonly port: number;
  /** The next so many commits reach the server, and their connections are gone before it answers. */
  cuts: number;
  /** Where the next connections go. */
  serverPort: number;
}

/** Starts a {@linkcode CuttingProxy} on a free loopback port. */
export function cuttingProxy(serverPort: number): CuttingProxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const proxy = {
    port: (listener.addr as Deno.NetAddr).port,
    cuts: 0,
    serverPort,
    [Symbol.dispose]: () => listener.close(),
  };
  const serve = async (client: Deno.TcpConn) => {
    const server = await Deno.connect({ hostname: "127.0.0.1", port: proxy.serverPort });
    let cut = false;
    const forward = async () => {
      for await (const chunk of client.readable) {
        if (proxy.cuts > 0 && new TextDecoder("latin1").decode(chunk).includes("COMMIT")) {
          proxy.cuts--;
          cut = true;
        }
        await write(server, chunk);
      }
    };
    const back = async () => {
      for await (const chunk of server.readable) {
        if (cut) break;
        await write(client, chunk);
      }
    };
    await Promise.race([forward(), back()]).catch(() => {});
    for (const side of [client, server]) {
      try {
        side.close();
      } catch {
        // It is closed already.
      }
    }
  };
  (async () => {
    for await (const client of listener) serve(client).catch(() => {});
  })().catch(() => {});
  return proxy;
}

async function write(connection: Deno.TcpConn, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.length;) done += await connection.write(chunk.subarray(done));
}
