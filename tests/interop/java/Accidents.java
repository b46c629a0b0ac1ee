import io.netty.channel.ChannelHandlerContext;
import java.io.File;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.apache.rocketmq.broker.BrokerController;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.BrokerConfig;
import org.apache.rocketmq.common.MQVersion;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.common.message.MessageAccessor;
import org.apache.rocketmq.common.message.MessageExtBrokerInner;
import org.apache.rocketmq.remoting.ChannelEventListener;
import org.apache.rocketmq.remoting.InvokeCallback;
import org.apache.rocketmq.remoting.netty.NettyClientConfig;
import org.apache.rocketmq.remoting.netty.NettyRemotingClient;
import org.apache.rocketmq.remoting.netty.NettyRemotingServer;
import org.apache.rocketmq.remoting.netty.NettyRequestProcessor;
import org.apache.rocketmq.remoting.netty.NettyServerConfig;
import org.apache.rocketmq.remoting.netty.ResponseFuture;
import org.apache.rocketmq.remoting.protocol.DataVersion;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;
import org.apache.rocketmq.remoting.protocol.RequestCode;
import org.apache.rocketmq.remoting.protocol.body.RegisterBrokerBody;
import org.apache.rocketmq.remoting.protocol.body.TopicConfigSerializeWrapper;
import org.apache.rocketmq.remoting.protocol.header.namesrv.GetRouteInfoRequestHeader;
import org.apache.rocketmq.remoting.protocol.route.BrokerData;
import org.apache.rocketmq.remoting.protocol.route.QueueData;
import org.apache.rocketmq.remoting.protocol.route.TopicRouteData;
import org.apache.rocketmq.store.ConsumeQueue;
import org.apache.rocketmq.store.DefaultMessageStore;
import org.apache.rocketmq.store.DispatchRequest;
import org.apache.rocketmq.store.config.BrokerRole;
import org.apache.rocketmq.store.config.MessageStoreConfig;
import org.apache.rocketmq.store.ha.HAConnection;
import org.apache.rocketmq.store.stats.BrokerStatsManager;

/**
 * Asks RocketMQ 5.3.2 for the accidents that the cluster drill excuses, in its own classes, and prints what it does. Needs the jars of
 * rocketmq-broker and rocketmq-client.
 */
public class Accidents {
    private static final int LOG_FILE = 16384;
    private static final int QUEUE_FILE = 50 * 20;

    public static void main(String[] args) throws Exception {
        System.out.println("a queue of zeros counts from 0: " + afterPowerCut(0, 4));
        System.out.println("a queue with a blank entry takes none: " + afterPowerCut(1, 1));
        System.out.println("an asynchronous call with a slow connection: " + slowConnection());
        System.out.println("a master that one route lacks: " + forgottenMaster());
        System.out.println("registrations that wait for each other: " + lateRegistrations());
        System.out.println("an empty slave with an empty file: " + astraySlave());
        System.exit(0);
    }

    /**
     * The queue's first message has this number, and a power cut leaves so many entries. Then the message is dispatched again.
     * Where one is left, recovery truncates the queue: the blank entry seems to lead to the end of a log of 2 GiB.
     */
    private static String afterPowerCut(int entriesLeft, long number) throws Exception {
        DefaultMessageStore store = store(directory(), BrokerRole.ASYNC_MASTER, 0);
        store.load();
        String path = directory();
        dispatch(new ConsumeQueue("T", 0, path, QUEUE_FILE, store), number);
        File file = new File(path, "T/0/00000000000000000000");
        try (RandomAccessFile bytes = new RandomAccessFile(file, "rw")) {
            bytes.seek(entriesLeft * 20L);
            bytes.write(new byte[QUEUE_FILE - entriesLeft * 20]);
        }
        ConsumeQueue again = new ConsumeQueue("T", 0, path, QUEUE_FILE, store);
        again.load();
        again.recover();
        if (entriesLeft > 0) {
            again.truncateDirtyLogicFiles(LOG_FILE);
        }
        dispatch(again, number);
        String first = again.get(0) == null ? "nothing" : String.valueOf(again.get(0).getPos());
        return "numbers up to " + again.getMaxOffsetInQueue() + ", number 0 leads to " + first;
    }

    private static void dispatch(ConsumeQueue queue, long number) {
        queue.putMessagePositionInfoWrapper(
            new DispatchRequest("T", 0, LOG_FILE, 300, 0, System.currentTimeMillis(), number, "", null, 0, 0, null));
        queue.flush(0);
    }

    /** The listener's backlog is full, so that the connection is made with the second attempt of the operating system. */
    private static String slowConnection() throws Exception {
        List<String> heard = new ArrayList<>();
        NettyRemotingClient client = new NettyRemotingClient(new NettyClientConfig());
        client.start();
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress("127.0.0.1", 0), 1);
            List<Socket> others = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                others.add(new Socket("127.0.0.1", server.getLocalPort()));
            }
            new Thread(() -> acceptLate(server)).start();
            RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.GET_BROKER_CONFIG, null);
            client.invokeAsync("127.0.0.1:" + server.getLocalPort(), request, 100, new InvokeCallback() {
                @Override
                public void operationComplete(ResponseFuture future) {
                }

                @Override
                public void operationFail(Throwable cause) {
                    heard.add(cause.getClass().getSimpleName());
                }
            });
            Thread.sleep(5000);
        }
        return "the callback hears " + heard;
    }

    private static void acceptLate(ServerSocket server) {
        try {
            Thread.sleep(500);
            for (;;) {
                server.accept();
            }
        } catch (Exception e) {
            // The socket is closed: it is over.
        }
    }

    /** Topic A's route has master and slave, that of the new topic B was taken while the master was down. */
    private static String forgottenMaster() throws Exception {
        String nameServer = nameServer(request -> {
            if (request.getCode() != RequestCode.GET_ROUTEINFO_BY_TOPIC) {
                return null;
            }
            GetRouteInfoRequestHeader header =
                (GetRouteInfoRequestHeader) request.decodeCommandCustomHeader(GetRouteInfoRequestHeader.class);
            return route(!header.getTopic().equals("B")).encode();
        });
        DefaultMQProducer producer = new DefaultMQProducer("group");
        producer.setNamesrvAddr(nameServer);
        producer.start();
        MQClientInstance client = producer.getDefaultMQProducerImpl().getMqClientFactory();
        client.updateTopicRouteInfoFromNameServer("A");
        String before = client.findBrokerAddressInPublish("broker-a");
        client.updateTopicRouteInfoFromNameServer("B");
        client.updateTopicRouteInfoFromNameServer("A");
        return "before " + before + ", after " + client.findBrokerAddressInPublish("broker-a");
    }

    private interface Answer {
        byte[] bodyFor(RemotingCommand request) throws Exception;
    }

    /** Answers every request with SUCCESS and this body. @return its address */
    private static String nameServer(Answer answer) {
        NettyServerConfig config = new NettyServerConfig();
        config.setListenPort(0);
        NettyRemotingServer server = new NettyRemotingServer(config, (ChannelEventListener) null);
        server.registerDefaultProcessor(new NettyRequestProcessor() {
            @Override
            public RemotingCommand processRequest(ChannelHandlerContext ctx, RemotingCommand request) throws Exception {
                RemotingCommand response = RemotingCommand.createResponseCommand(0, "");
                response.setBody(answer.bodyFor(request));
                return response;
            }

            @Override
            public boolean rejectRequest() {
                return false;
            }
        }, Executors.newFixedThreadPool(2));
        server.start();
        return "127.0.0.1:" + server.localListenPort();
    }

    /** One name server is silent, so that a registration takes its time. Meanwhile the topic changes twice. */
    private static String lateRegistrations() throws Exception {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        String nameServer = nameServer(request -> {
            if (request.getCode() == RequestCode.REGISTER_BROKER) {
                RegisterBrokerBody body = RegisterBrokerBody.decode(request.getBody(), false, MQVersion.Version.V5_3_2);
                TopicConfigSerializeWrapper topics = body.getTopicConfigSerializeWrapper();
                heard.add(topics.getTopicConfigTable().get("T").getWriteQueueNums() + " queues as of change "
                    + topics.getDataVersion().getCounter());
            }
            return null;
        });
        try (ServerSocket silent = new ServerSocket(0)) {
            BrokerConfig config = new BrokerConfig();
            config.setNamesrvAddr(nameServer + ";127.0.0.1:" + silent.getLocalPort());
            config.setRegisterBrokerTimeoutMills(2000);
            MessageStoreConfig store = new MessageStoreConfig();
            store.setStorePathRootDir(directory());
            BrokerController broker = new BrokerController(config, new NettyServerConfig(), new NettyClientConfig(), store);
            broker.getBrokerOuterAPI().updateNameServerAddressList(config.getNamesrvAddr());
            broker.getBrokerOuterAPI().start();
            // Until it has found out which name servers are there.
            Thread.sleep(1000);
            DataVersion version = broker.getTopicConfigManager().getDataVersion();
            for (int queues : new int[] {4, 8, 6}) {
                version.nextVersion();
                TopicConfig topic = new TopicConfig("T", queues, queues);
                new Thread(() -> broker.registerIncrementBrokerData(topic, version)).start();
                Thread.sleep(200);
            }
            Thread.sleep(8000);
        }
        return "the name server hears of " + heard;
    }

    private static TopicRouteData route(boolean hasMaster) {
        HashMap<Long, String> addresses = new HashMap<>();
        if (hasMaster) {
            addresses.put(0L, "127.0.0.1:1");
        }
        addresses.put(1L, "127.0.0.1:2");
        QueueData queues = new QueueData();
        queues.setBrokerName("broker-a");
        queues.setReadQueueNums(1);
        queues.setWriteQueueNums(1);
        queues.setPerm(6);
        TopicRouteData route = new TopicRouteData();
        route.setQueueDatas(List.of(queues));
        route.setBrokerDatas(List.of(new BrokerData("cluster", "broker-a", addresses)));
        route.setFilterServerTable(new HashMap<>());
        return route;
    }

    /** The master writes its second file; the slave has the first, which a power cut has left without a record. */
    private static String astraySlave() throws Exception {
        DefaultMessageStore master = store(directory(), BrokerRole.ASYNC_MASTER, freePort());
        master.load();
        master.start();
        while (master.getMaxPhyOffset() < LOG_FILE) {
            MessageExtBrokerInner message = new MessageExtBrokerInner();
            message.setTopic("T");
            message.setQueueId(0);
            message.setBody(new byte[1000]);
            message.setBornHost(new InetSocketAddress("127.0.0.1", 1));
            message.setStoreHost(new InetSocketAddress("127.0.0.1", 2));
            MessageAccessor.setProperties(message, new HashMap<>());
            message.setPropertiesString("");
            master.putMessage(message);
        }
        String root = directory();
        new File(root, "commitlog").mkdirs();
        Files.write(new File(root, "commitlog/00000000000000000000").toPath(), new byte[LOG_FILE]);
        DefaultMessageStore slave = store(root, BrokerRole.SLAVE, freePort());
        slave.load();
        slave.start();
        slave.getHaService().updateHaMasterAddress("127.0.0.1:" + master.getMessageStoreConfig().getHaListenPort());
        long acknowledged = -1;
        for (int i = 0; i < 1200; i++) {
            Thread.sleep(10);
            for (HAConnection connection : master.getHaService().getConnectionList()) {
                acknowledged = Math.max(acknowledged, connection.getSlaveAckOffset());
            }
        }
        String place = slave.getMaxPhyOffset() == 0 ? "nothing" : String.valueOf(slave.lookMessageByOffset(0).getCommitLogOffset());
        return "the master's log ends at " + master.getMaxPhyOffset() + ", the slave's at " + slave.getMaxPhyOffset()
            + ", which is acknowledged up to " + acknowledged + "; at 0 the slave has the master's record from " + place;
    }

    private static DefaultMessageStore store(String root, BrokerRole role, int haPort) throws Exception {
        MessageStoreConfig config = new MessageStoreConfig();
        config.setStorePathRootDir(root);
        config.setStorePathCommitLog(new File(root, "commitlog").getPath());
        config.setMappedFileSizeCommitLog(LOG_FILE);
        config.setMappedFileSizeConsumeQueue(QUEUE_FILE);
        config.setBrokerRole(role);
        config.setHaListenPort(haPort);
        BrokerConfig broker = new BrokerConfig();
        return new DefaultMessageStore(config, new BrokerStatsManager("cluster", true), null, broker, new ConcurrentHashMap<>());
    }

    private static String directory() throws Exception {
        return Files.createTempDirectory("accidents").toString();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
