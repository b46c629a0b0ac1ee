import io.netty.channel.ChannelHandlerContext;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.rocketmq.broker.BrokerController;
import org.apache.rocketmq.common.BrokerConfig;
import org.apache.rocketmq.common.message.MessageDecoder;
import org.apache.rocketmq.common.sysflag.MessageSysFlag;
import org.apache.rocketmq.remoting.netty.NettyClientConfig;
import org.apache.rocketmq.remoting.netty.NettyRemotingClient;
import org.apache.rocketmq.remoting.netty.NettyRequestProcessor;
import org.apache.rocketmq.remoting.netty.NettyServerConfig;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;
import org.apache.rocketmq.remoting.protocol.RequestCode;
import org.apache.rocketmq.remoting.protocol.header.EndTransactionRequestHeader;
import org.apache.rocketmq.remoting.protocol.header.SendMessageRequestHeader;
import org.apache.rocketmq.remoting.protocol.header.SendMessageResponseHeader;
import org.apache.rocketmq.remoting.protocol.heartbeat.HeartbeatData;
import org.apache.rocketmq.remoting.protocol.heartbeat.ProducerData;
import org.apache.rocketmq.store.config.MessageStoreConfig;

/**
 * Asks a broker of RocketMQ 5.3.2 for the accidents of delayed messages and of transactions that ours repeats, and prints what it
 * does. Needs the jars of rocketmq-broker; takes half a minute.
 */
public class KindsAccidents {
    /** Each broker has its own, so that none has to be waited for. */
    private static int port = 24911;
    private static NettyRemotingClient client;
    private static final AtomicInteger ASKED = new AtomicInteger();

    public static void main(String[] args) throws Exception {
        client = new NettyRemotingClient(new NettyClientConfig());
        client.start();
        client.registerProcessor(RequestCode.CHECK_TRANSACTION_STATE, new NettyRequestProcessor() {
            @Override
            public RemotingCommand processRequest(ChannelHandlerContext context, RemotingCommand request) {
                ASKED.incrementAndGet();
                return null;
            }

            @Override
            public boolean rejectRequest() {
                return false;
            }
        }, Executors.newSingleThreadExecutor());
        System.out.println("KINDS due while the store refuses, with another one behind it: delivered are" + dueWhileRefused(true));
        System.out.println("KINDS due while the store refuses, with none behind it: delivered are" + dueWhileRefused(false));
        System.out.println("KINDS left alone, and ended meanwhile: asked about " + endedWhileLeftAlone() + " times");
        System.exit(0);
    }

    /**
     * Which of the delayed messages are delivered. A store that closes refuses, too: for three seconds, until the broker stops
     * delivering, what is due then is lost like this.
     */
    private static String dueWhileRefused(boolean another) throws Exception {
        BrokerController broker = broker(Files.createTempDirectory("kinds").toString());
        send("first", "DELAY\u00011\u0002", 0);
        Thread.sleep(2000);
        if (another) {
            send("second", "DELAY\u00011\u0002", 0);
        }
        Thread.sleep(2500);
        broker.getMessageStore().getRunningFlags().makeFenced(true);
        Thread.sleep(1500);
        broker.getMessageStore().getRunningFlags().makeFenced(false);
        Thread.sleep(4000);
        StringBuilder delivered = new StringBuilder();
        long count = broker.getMessageStore().getMaxOffsetInQueue("TopicTest", 0);
        for (long number = 0; number < count; number++) {
            long place = broker.getMessageStore().getConsumeQueue("TopicTest", 0).get(number).getPos();
            delivered.append(' ').append(new String(broker.getMessageStore().lookMessageByOffset(place).getBody(), StandardCharsets.UTF_8));
        }
        return delivered + ", and the level has come to " + broker.getScheduleMessageService().encode().replaceAll(".*offsetTable.:", "");
    }

    private static int endedWhileLeftAlone() throws Exception {
        BrokerController broker = broker(Files.createTempDirectory("kinds").toString());
        HeartbeatData heartbeat = new HeartbeatData();
        heartbeat.setClientID("client");
        ProducerData producer = new ProducerData();
        producer.setGroupName("PG");
        Set<ProducerData> producers = new HashSet<>(Collections.singleton(producer));
        heartbeat.setProducerDataSet(producers);
        RemotingCommand beat = RemotingCommand.createRequestCommand(RequestCode.HEART_BEAT, null);
        beat.setBody(heartbeat.encode());
        client.invokeSync(address(), beat, 3000);
        SendMessageResponseHeader half = send("half", "TRAN_MSG\u0001true\u0002PGROUP\u0001PG\u0002CHECK_IMMUNITY_TIME_IN_SECONDS\u00016\u0002",
            MessageSysFlag.TRANSACTION_PREPARED_TYPE);
        // One look has put a copy at the end of the queue.
        Thread.sleep(3000);
        EndTransactionRequestHeader end = new EndTransactionRequestHeader();
        end.setTopic("TopicTest");
        end.setProducerGroup("PG");
        end.setTranStateTableOffset(half.getQueueOffset());
        end.setCommitLogOffset(MessageDecoder.decodeMessageId(half.getMsgId()).getOffset());
        end.setCommitOrRollback(MessageSysFlag.TRANSACTION_COMMIT_TYPE);
        end.setMsgId("id");
        client.invokeSync(address(), RemotingCommand.createRequestCommand(RequestCode.END_TRANSACTION, end), 3000);
        Thread.sleep(9000);
        return ASKED.get();
    }

    private static String address() {
        return "127.0.0.1:" + port;
    }

    private static SendMessageResponseHeader send(String body, String properties, int sysFlag) throws Exception {
        SendMessageRequestHeader header = new SendMessageRequestHeader();
        header.setProducerGroup("PG");
        header.setTopic("TopicTest");
        header.setDefaultTopic("TBW102");
        header.setDefaultTopicQueueNums(4);
        header.setQueueId(0);
        header.setSysFlag(sysFlag);
        header.setBornTimestamp(System.currentTimeMillis());
        header.setFlag(0);
        header.setProperties(properties);
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.SEND_MESSAGE, header);
        request.setBody(body.getBytes(StandardCharsets.UTF_8));
        RemotingCommand response = client.invokeSync(address(), request, 3000);
        if (response.getCode() != 0) {
            throw new IllegalStateException(response.toString());
        }
        return (SendMessageResponseHeader) response.decodeCommandCustomHeader(SendMessageResponseHeader.class);
    }

    private static BrokerController broker(String path) throws Exception {
        BrokerConfig brokerConfig = new BrokerConfig();
        brokerConfig.setBrokerName("broker-a");
        brokerConfig.setBrokerIP1("127.0.0.1");
        brokerConfig.setTransactionCheckInterval(2000);
        brokerConfig.setTransactionTimeOut(1000);
        brokerConfig.setTransactionOpBatchInterval(500);
        NettyServerConfig server = new NettyServerConfig();
        server.setListenPort(port += 10);
        MessageStoreConfig store = new MessageStoreConfig();
        store.setStorePathRootDir(path);
        store.setStorePathCommitLog(path + File.separator + "commitlog");
        store.setMappedFileSizeCommitLog(1 << 20);
        store.setMappedFileSizeConsumeQueue(6000);
        store.setMaxHashSlotNum(100);
        store.setMaxIndexNum(400);
        store.setMappedFileSizeTimerLog(1 << 20);
        store.setHaListenPort(port + 1);
        store.setMessageDelayLevel("5s");
        BrokerController broker = new BrokerController(brokerConfig, server, new NettyClientConfig(), store);
        if (!broker.initialize()) {
            throw new IllegalStateException("the broker does not start");
        }
        broker.start();
        return broker;
    }
}
