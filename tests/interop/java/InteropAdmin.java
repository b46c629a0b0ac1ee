import com.alibaba.fastjson.JSON;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.rocketmq.remoting.netty.NettyClientConfig;
import org.apache.rocketmq.remoting.netty.NettyRemotingClient;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;
import org.apache.rocketmq.tools.command.MQAdminStartup;

/**
 * RocketMQ's own mqadmin, to be told what to do: one command a line on standard input, its words separated by tabs, and for each a
 * line `answer JSON` on standard output: what the command has printed. `raw ADDRESS CODE BODY name=value …` sends a request as it
 * is, the body in Base64, and answers with code, remark, header and body.
 */
public final class InteropAdmin {
    private static final long TIMEOUT_MILLIS = 5000;

    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        NettyRemotingClient client = new NettyRemotingClient(new NettyClientConfig());
        client.start();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split("\t", -1);
            Object answer = words[0].equals("raw") ? raw(client, words) : run(words);
            answers.println("answer " + JSON.toJSONString(answer));
            answers.flush();
        }
        System.exit(0);
    }

    private static String run(String[] command) throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(printed, true, "UTF-8");
        System.setOut(stream);
        System.setErr(stream);
        try {
            MQAdminStartup.main0(command, null);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return printed.toString("UTF-8");
    }

    private static Object raw(NettyRemotingClient client, String[] words) {
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            RemotingCommand request = RemotingCommand.createRequestCommand(Integer.parseInt(words[2]), null);
            for (int index = 4; index < words.length; index++) {
                int split = words[index].indexOf('=');
                request.addExtField(words[index].substring(0, split), words[index].substring(split + 1));
            }
            request.setBody(words[3].isEmpty() ? null : Base64.getDecoder().decode(words[3]));
            RemotingCommand response = client.invokeSync(words[1], request, TIMEOUT_MILLIS);
            answer.put("code", response.getCode());
            answer.put("remark", response.getRemark());
            answer.put("extFields", response.getExtFields());
            byte[] body = response.getBody();
            answer.put("body", body == null ? null : Base64.getEncoder().encodeToString(body));
        } catch (Exception problem) {
            answer.put("error", problem.toString());
        }
        return answer;
    }
}
