/** A line to a server that can be cut, or fall silent, around COMMIT. */
import { createServer, type Socket, connect as toServer } from "node:net"
import { Effect } from "effect"

/**
 * What happens at the next COMMIT: it passes; it is sent on and its answer is lost with the line; the line is lost before it is sent on; it is
 * sent on and nothing is heard any more. Then all pass again.
 */
export type Fault = "none" | "reply" | "request" | "silence"

/** A proxy on a port of its own, for as long as the scope lives. `cuts` counts what was done. */
export const proxy = (host: string, port: number) =>
  Effect.acquireRelease(
    Effect.promise(
      () =>
        new Promise<Proxy>(resolve => {
          const sockets = new Set<Socket>()
          const state = { next: "none" as Fault, cuts: 0 }
          const server = createServer(client => {
            const upstream = toServer(port, host)
            let silent = false
            for (const socket of [client, upstream]) {
              sockets.add(socket)
              socket.setNoDelay(true)
              socket.on("error", () => socket.destroy())
              socket.on("close", () => sockets.delete(socket))
            }
            const cut = () => {
              client.destroy()
              upstream.destroy()
            }
            client.on("close", () => upstream.end())
            upstream.on("close", () => client.end())
            upstream.on("data", chunk => (silent ? undefined : client.write(chunk)))
            client.on("data", chunk => {
              if (!chunk.includes("commit\u0000") || state.next === "none") return void upstream.write(chunk)
              const fault = state.next
              state.next = "none"
              state.cuts++
              silent = true
              if (fault === "request") cut()
              else upstream.write(chunk, () => (fault === "reply" ? setTimeout(cut, 30) : undefined))
            })
          })
          server.listen(0, "127.0.0.1", () => {
            const address = server.address()
            resolve({
              port: typeof address === "object" && address !== null ? address.port : 0,
              state,
              close: () => {
                for (const socket of sockets) socket.destroy()
                server.close()
              }
            })
          })
        })
    ),
    ({ close }) => Effect.sync(close)
  )

interface Proxy {
  readonly port: number
  readonly state: { next: Fault; cuts: number }
  readonly close: () => void
}
