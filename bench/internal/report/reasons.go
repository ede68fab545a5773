package report

// Why targets are missed on some machines: what was tried, and what limits the figure.
const (
	callOfInc = "both are a call and an atomic add, and this one also a look at whether the counter is wide. What finds " +
		"contention does not fit into a function that the compiler puts in line. One that fits reads the count before it " +
		"adds; it took a third longer, since a word cannot be read while an atomic add of it is under way"
	goroutinesMove = "the scheduler moves goroutines between processors, so that now and then two that run at once share " +
		"a word. Four words for each processor make that rare. With eight the ratio was 1.05 twice and with sixteen 1.02 and " +
		"1.07, where four had 1.08 and 1.07, measured alone: not worth twice or four times the memory in every counter that is hot"
	chainOfLoads = "the row \"atomic add\" is about half of it. Behind each add the next value, its page and its cell " +
		"are loaded one after the other. The page now follows from the length of the value alone, which saved a load's " +
		"time; leaving out the extremes saved nothing"
	addOfRcrowley = "rcrowley's time is mostly arithmetic and memory, this library's mostly an atomic add, so that the ratio depends on " +
		"how dear that is on the processor; the loads before it are what was made shorter"
	mapOfOpenTelemetry = "OpenTelemetry looks the attributes up in a map, which is quicker on a newer processor; the atomic add, up to half " +
		"of the time here, is not. Constants for the default digits and one check instead of two, for contention and for the " +
		"carry, were the last that could be saved"
	shardsOfRecord = "once goroutines contend, each has pages of its own, and recording takes what it takes alone. What " +
		"remains is the time until contention is seen, and goroutines that share a shard until they are shared out anew"
	clockOfBoth = "two readings of the clock, the row \"time.Since of a base, twice\", are more than half of what " +
		"prometheus takes in all, and no clock is cheaper"
	summaryIsCheap = "two thirds of what it takes are two readings of the clock. This library has cheaper ones, but as many, and " +
		"recording in half the time of its update leaves little to gain. Stop no longer hands on what it does not need, and asks " +
		"before the atomic add whether the call is slow"
	twoReadings = "the row \"time.Since of a base, twice\" is about three quarters of it, so that the limit leaves a tenth for a " +
		"deferred call and the recording, of which the atomic add is most. Stop hands on less and asks before the add whether " +
		"the call is slow, which saved a few hundredths. Reading the processor's counter itself would need " +
		"calibration and not follow the clock of tests"
	linesOfCounters = "measured apart, the lookup takes 0.4 times as long in parallel as alone, and the Inc of the same 64 " +
		"counters twice as long, since each counter comes from the other processor's cache. Words with a line to themselves were " +
		"no better, and no counter is used often enough at once to become wide. The faster lookups are alone, the larger this ratio"
	countsAreCopied = "a snapshot never changes, so that the counts of each timer that has changed are copied: half a kilobyte for each " +
		"power of two, and the work of the garbage collector for them. The pages are copied as the recorder has them, in counts of 32 bits, " +
		"which took about half the time of listing the buckets that are populated"
	countsAreCopiedForText = "besides the copies that the snapshot makes, the sums and the cumulative buckets of each " +
		"timer are computed anew from its counts; prometheus keeps 11 buckets ready"
	victoriaKeepsBuckets = "VictoriaMetrics prints buckets and a sum that it keeps ready; this library derives them from all buckets of a " +
		"copied distribution, of which any quantile could be taken"
)
