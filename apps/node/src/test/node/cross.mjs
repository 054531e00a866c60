// What a user of the public packages does:
//   send  PORT CHAIN DESTINATION   sends a message; prints the transaction
//   relay PORT CHAIN SOURCE TX     executes the message that TX sent; prints the transaction
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const packages = createRequire(process.cwd() + '/package.json');
const load = (name) => import(pathToFileURL(packages.resolve(name)).href);
const { createPublicClient, createWalletClient, defineChain, http } = await load('viem');
const { mnemonicToAccount } = await load('viem/accounts');
const { publicActionsL2, walletActionsL2 } = await load('@eth-optimism/viem');

const account = mnemonicToAccount('test test test test test test test test test test test junk');

function client(create, url, id, actions) {
  const chain = defineChain({
    id: Number(id),
    name: 'chain ' + id,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  });
  return create({ account, chain, transport: http(url), pollingInterval: 50 }).extend(actions());
}

const [command, url, id, ...rest] = process.argv.slice(2);
const reader = client(createPublicClient, url, id, publicActionsL2);
const writer = client(createWalletClient, url, id, walletActionsL2);

async function send(destination) {
  return writer.interop.sendCrossDomainMessage({
    destinationChainId: Number(destination),
    target: '0x1111111111111111111111111111111111111111',
    message: '0xdeadbeef',
  });
}

async function relay(sourceUrl, sourceId, transaction) {
  const source = client(createPublicClient, sourceUrl, sourceId, publicActionsL2);
  const { logs } = await source.getTransactionReceipt({ hash: transaction });
  const [message] = await source.interop.getCrossDomainMessages({ logs });
  const executing = await source.interop.buildExecutingMessage({ log: message.log });
  return writer.interop.relayCrossDomainMessage(executing);
}

const hash = await { send, relay }[command](...rest);
const receipt = await reader.waitForTransactionReceipt({ hash });
if (receipt.status !== 'success') {
  throw new Error(command + ' reverted: ' + hash);
}
process.stdout.write(hash);
