// SPDX-License-Identifier: GPL-2.0-or-later
// Lucene 8 with its French analyzer; see peer.py for the commands. "index" has the number of threads and the mode of
// the codec at its end; "titles" behind a command: the title is a field of its own as well,
// and k1 and b are as they come.
import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.codecs.lucene87.Lucene87Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

public class LucenePeer {
    static final BM25Similarity BM25 = new BM25Similarity(0.9f, 0.4f);
    static final String END = "";
    static final int RAM_MB = 128;
    static final float TITLE_BOOST = 0.5f;
    static boolean titles;

    public static void main(String[] args) throws Exception {
        Path index = Paths.get(args[1]);
        titles = args[args.length - 1].equals("titles");
        switch (args[0]) {
        case "index" -> index(index, Paths.get(args[2]), Integer.parseInt(args[3]), Lucene87Codec.Mode.valueOf(args[4]));
        case "query" -> ask(index, args[2], Integer.parseInt(args[3]), 0);
        case "time" -> ask(index, args[2], Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        case "cold" -> cold(index, args[2]);
        default -> throw new IllegalArgumentException(args[0]);
        }
    }

    // ---------------------------------------------------------------- writing

    static void index(Path index, Path passages, int threads, Lucene87Codec.Mode mode) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig(new FrenchAnalyzer());
        config.setSimilarity(BM25).setRAMBufferSizeMB(RAM_MB).setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        config.setCodec(new Lucene87Codec(mode));
        try (FSDirectory directory = FSDirectory.open(index);
                IndexWriter writer = new IndexWriter(directory, config);
                BufferedReader in = Files.newBufferedReader(passages)) {
            if (threads == 1) {
                for (String line; (line = in.readLine()) != null;)
                    add(writer, line);
            } else {
                share(writer, in, threads);
            }
            writer.commit();
        }
    }

    static void share(IndexWriter writer, BufferedReader in, int threads) throws Exception {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(1000);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread worker = new Thread(() -> {
                try {
                    for (String line; (line = queue.take()) != END;)
                        add(writer, line);
                } catch (Exception e) {
                    e.printStackTrace();
                    Runtime.getRuntime().halt(2);
                }
            });
            worker.start();
            workers.add(worker);
        }
        for (String line; (line = in.readLine()) != null;)
            queue.put(line);
        for (int i = 0; i < threads; i++)
            queue.put(END);
        for (Thread worker : workers)
            worker.join();
    }

    static void add(IndexWriter writer, String line) throws Exception {
        Map<String, String> passage = FlatJson.read(line);
        String title = passage.getOrDefault("title", ""), text = passage.get("text");
        Document document = new Document();
        document.add(new StoredField("id", passage.get("id")));
        document.add(new StoredField("title", title));
        document.add(new StoredField("text", text));
        document.add(new TextField("body", title + "\n" + text, Field.Store.NO));
        if (titles)
            document.add(new TextField("heading", title, Field.Store.NO));
        writer.addDocument(document);
    }

    // ---------------------------------------------------------------- asking

    static Query parse(Analyzer analyzer, String kind, String words) {
        QueryBuilder builder = new QueryBuilder(analyzer);
        Query body = kind.equals("phrase") ? builder.createPhraseQuery("body", words)
            : builder.createBooleanQuery("body", words, kind.equals("and") ? Occur.MUST : Occur.SHOULD);
        if (!titles || body == null)
            return body;
        Query heading = new BoostQuery(builder.createBooleanQuery("heading", words), TITLE_BOOST);
        return new BooleanQuery.Builder().add(body, Occur.MUST).add(heading, Occur.SHOULD).build();
    }

    /** Hits with their stored text, or none where stop words are all there is. */
    static List<Document> search(IndexSearcher searcher, Analyzer analyzer, String kind, String words, int count,
            List<Float> scores) throws Exception {
        List<Document> found = new ArrayList<>();
        Query query = parse(analyzer, kind, words);
        if (query != null) {
            for (ScoreDoc hit : searcher.search(query, count).scoreDocs) {
                found.add(searcher.doc(hit.doc));
                scores.add(hit.score);
            }
        }
        return found;
    }

    static IndexSearcher open(IndexReader reader) {
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setSimilarity(titles ? new BM25Similarity() : BM25);
        searcher.setQueryCache(null);
        return searcher;
    }

    /** rounds 0: TREC lines; else how long each query takes in each round. */
    static void ask(Path index, String queries, int count, int rounds) throws Exception {
        Analyzer analyzer = new FrenchAnalyzer();
        try (IndexReader reader = DirectoryReader.open(FSDirectory.open(index));
                PrintStream out = new PrintStream(System.out, false, "UTF-8")) {
            IndexSearcher searcher = open(reader);
            List<String> lines = Files.readAllLines(Paths.get(queries));
            for (int round = 0; round < Math.max(rounds, 1); round++) {
                for (String line : lines) {
                    String[] query = line.split("\t", 3);
                    List<Float> scores = new ArrayList<>();
                    long begin = System.nanoTime();
                    List<Document> found = search(searcher, analyzer, query[1], query[2], count, scores);
                    double ms = (System.nanoTime() - begin) / 1e6;
                    if (rounds > 0)
                        out.printf("{\"id\": \"%s\", \"round\": %d, \"ms\": %s, \"hits\": %d}%n",
                            query[0], round, ms, found.size());
                    for (int i = 0; rounds == 0 && i < found.size(); i++)
                        out.printf("%s Q0 %s %d %s lucene%n", query[0], found.get(i).get("id").replace(" ", "%20"),
                            i + 1, scores.get(i));
                }
            }
        }
    }

    static void cold(Path index, String words) throws Exception {
        try (IndexReader reader = DirectoryReader.open(FSDirectory.open(index))) {
            for (Document hit : search(open(reader), new FrenchAnalyzer(), "or", words, 10, new ArrayList<>()))
                System.out.println(hit.get("id") + "\t" + hit.get("text"));
        }
    }
}
