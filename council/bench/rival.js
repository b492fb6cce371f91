// Node's socket.io as a rival: node rival.js NEWS PUSHES APART_MS PART. Needs socket.io on NODE_PATH; the same programme as council/bench/rivals.py.
const { createServer } = require("http");
const { Server } = require("socket.io");
const [news, pushes, apart, part] = [Number(process.argv[2]), Number(process.argv[3]), Number(process.argv[4]), process.argv[5]];
const http = createServer(), io = new Server(http, { cors: { origin: "*" } });
const now = () => Number(process.hrtime.bigint()) / 1e9, wait = (ms) => new Promise((done) => setTimeout(done, ms));
io.on("connection", (socket) => socket.on("listen", (asked, answer) => answer({ ok: true })));
http.listen(0, "127.0.0.1", () => console.log(http.address().port));
process.stdin.once("data", async () => {
  for (let n = 0; n < news; n += 1) { io.emit("news", { t: now(), parts: { queue: part } }); await wait(apart); }
  await wait(1000);
  for (let n = 0; n < pushes; n += 1) { io.emit("load", { seq: n, parts: { queue: part } }); await new Promise(setImmediate); }
});
